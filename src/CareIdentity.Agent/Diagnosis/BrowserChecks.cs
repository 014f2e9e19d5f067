using System.Text.Json;
using CareIdentity.Agent.Settings;

namespace CareIdentity.Agent.Diagnosis;

/// <summary>The way from the browser to the agent: host manifest, extension, the browser's policy, the agent's settings. Linux paths, as Debian's Chromium has them.</summary>
internal static class BrowserChecks
{
    private const string Reinstall = "Install the package care-identity-agent anew: sudo apt-get install --reinstall care-identity-agent";

    private static readonly string[] ManifestFolders = ["/etc/chromium/native-messaging-hosts", "/etc/opt/chrome/native-messaging-hosts", "/etc/opt/edge/native-messaging-hosts"];
    private static readonly string[] PolicyFolders = ["/etc/chromium/policies/managed", "/etc/opt/chrome/policies/managed", "/etc/opt/edge/policies/managed"];
    private static readonly string[] ExtensionFolders = ["/usr/share/chromium/extensions/care-identity", "/usr/share/care-identity-agent/extension"];

    public static IReadOnlyList<Finding> Run(string settingsPath) => OperatingSystem.IsLinux()
        ? [HostManifest(ManifestFolders), Extension(ExtensionFolders), Policy(PolicyFolders), Settings(settingsPath)]
        : [Settings(settingsPath)];

    internal static Finding HostManifest(IEnumerable<string> folders)
    {
        var files = folders.Select(folder => Path.Combine(folder, $"{AgentVersion.HostName}.json")).Where(File.Exists).ToList();
        if (files.Count == 0)
        {
            return Finding.Broken("No browser knows the card agent: its host manifest is not installed.", Reinstall);
        }

        var wrong = files.FirstOrDefault(file => Read(file) is not { } manifest || !LeadsToAnAgent(manifest));
        return wrong is null
            ? Finding.Good("The browser knows where the card agent is.")
            : Finding.Broken($"The host manifest {wrong} names a program that is not there, or another extension.", Reinstall);
    }

    internal static Finding Extension(IEnumerable<string> folders) =>
        folders.Any(folder => File.Exists(Path.Combine(folder, "manifest.json")))
            ? Finding.Good("The browser extension is installed on this computer.")
            : Finding.Absent("The browser extension is not installed on this computer by the package; it may come by policy.", Reinstall);

    internal static Finding Policy(IEnumerable<string> folders)
    {
        var policies = folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*.json")).Select(Read).OfType<JsonElement>().ToList();
        return policies.Any(policy => policy.TryGetProperty("NativeMessagingBlocklist", out var blocked) && Names(blocked).Any(name => name is "*" or AgentVersion.HostName)
                && !(policy.TryGetProperty("NativeMessagingAllowlist", out var allowed) && Names(allowed).Contains(AgentVersion.HostName)))
                ? Finding.Broken("A policy of the browser forbids the card agent.", $"Ask your IT support to put {AgentVersion.HostName} into the policy NativeMessagingAllowlist.")
            : policies.Any(policy => policy.TryGetProperty("3rdparty", out var third) && third.TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty(AgentVersion.ExtensionId, out _))
                ? Finding.Good("The browser's policy names the services that may use smartcards.")
            : Finding.Absent("No policy names services that may use smartcards: only training services on this computer may.", "Install the package that was made for your service, or write the policy: docs/workstation.md");
    }

    private static Finding Settings(string path)
    {
        try
        {
            var settings = AgentSettings.Read(path);
            return settings.Origins.Count > 0
                ? Finding.Good($"The card agent works for {string.Join(", ", settings.Origins)}.")
                : Finding.Absent("The card agent works for training services on this computer only.", $"Name the service in {path}, or install the package that was made for it.");
        }
        catch (SettingsException)
        {
            return Finding.Broken($"The card agent's settings in {path} cannot be read, so it works for nobody.", Reinstall);
        }
    }

    private static bool LeadsToAnAgent(JsonElement manifest) =>
        manifest.TryGetProperty("path", out var path) && path.ValueKind is JsonValueKind.String && File.Exists(path.GetString())
        && manifest.TryGetProperty("allowed_origins", out var origins) && Names(origins).Contains($"chrome-extension://{AgentVersion.ExtensionId}/");

    private static IEnumerable<string> Names(JsonElement list) => list.ValueKind is JsonValueKind.Array
        ? list.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)
        : [];

    private static JsonElement? Read(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
