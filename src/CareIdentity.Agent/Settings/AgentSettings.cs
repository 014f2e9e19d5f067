using System.Text.Json;
using System.Text.Json.Serialization;
using CareIdentity.Cards.Workstation.WebEid;

namespace CareIdentity.Agent.Settings;

/// <summary>
/// What whoever looks after this computer decided, in a file that only they can write. Without one the agent works for training services on
/// this machine alone.
/// </summary>
internal sealed record AgentSettings
{
    public static readonly AgentSettings None = new();

    /// <summary>Origins of the services that may use cards here, as browsers write them.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>May services on this machine itself use cards, over plain http? Unsaid: only where no origin is named.</summary>
    public bool? Training { get; init; }

    /// <summary>Ids of the browser extensions that may start the agent besides the project's own.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>Which program shows the agent's windows: zenity, pinentry; unsaid: the first of them that there is.</summary>
    public string? Window { get; init; }

    public static string Place => OperatingSystem.IsWindows()
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "CareIdentityAgent", "agent.json")
        : OperatingSystem.IsMacOS() ? "/Library/Application Support/CareIdentityAgent/agent.json"
        : "/etc/care-identity-agent/agent.json";

    public bool Allows(string origin) =>
        WebEidOrigin.IsAcceptable(origin)
        && (Origins.Contains(origin, StringComparer.Ordinal) || (IsLoopback(origin) && (Training ?? Origins.Count == 0)));

    /// <exception cref="SettingsException">There is a file, and it cannot be followed: then nothing is allowed.</exception>
    public static AgentSettings Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), SettingsJson.Default.AgentSettings) ?? throw new JsonException() : None;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(path);
        }
    }

    private static bool IsLoopback(string origin) => new Uri(origin).IsLoopback;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    MaxDepth = 3)]
[JsonSerializable(typeof(AgentSettings))]
internal sealed partial class SettingsJson : JsonSerializerContext;
