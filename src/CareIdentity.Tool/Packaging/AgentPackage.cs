using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Packaging;

/// <summary>
/// The Debian package of the card agent: program, browser extension, host manifests, and for the services that it is made for their names in the
/// extension, in the browser's policy and in the agent's settings. Without a service named it works with training services on the same machine.
/// </summary>
/// <param name="root">The source.</param>
/// <param name="built">The folder with the built agent.</param>
internal sealed class AgentPackage(string root, string built, string version, IReadOnlyList<string> origins)
{
    private const string Name = "care-identity-agent";
    private const string Host = "org.careidentity.agent";

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Where Chromium and the browsers made from it look for host manifests and for policies.</summary>
    private static readonly string[] Browsers = ["etc/chromium", "etc/opt/chrome", "etc/opt/edge"];

    private static readonly string[] Program = [Name, $"{Name}.dll", $"{Name}.deps.json", $"{Name}.runtimeconfig.json", "CareIdentity.Cards.dll"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly List<string> settings = [];

    private static string Architecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        _ => "amd64",
    };

    /// <summary>The finished file.</summary>
    /// <exception cref="ToolFailure">Something that belongs into it is missing, or dpkg-deb refuses.</exception>
    public async Task<string> BuildAsync(string folder, CancellationToken ct)
    {
        var tree = Directory.CreateTempSubdirectory("cis-package-").FullName;
        try
        {
            LayOut(tree);
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, $"{Name}_{version}_{Architecture}.deb");
            return await ChildProgram.RunAsync("dpkg-deb", ["--root-owner-group", "--build", tree, file], ct) == 0
                ? file
                : throw new ToolFailure("dpkg-deb did not build the package; see what it said above.");
        }
        finally
        {
            Directory.Delete(tree, recursive: true);
        }
    }

    private void LayOut(string tree)
    {
        foreach (var file in Program)
        {
            Copy(Path.Combine(built, file), tree, $"usr/lib/{Name}/{file}", file == Name ? Executable : Readable);
        }

        Directory.CreateDirectory(Path.Combine(tree, "usr/bin"));
        File.CreateSymbolicLink(Path.Combine(tree, "usr/bin", Name), $"../lib/{Name}/{Name}");
        var extension = LayOutExtension(tree);
        foreach (var browser in Browsers)
        {
            WriteSetting(tree, $"{browser}/native-messaging-hosts/{Host}.json", HostManifest(extension));
        }

        foreach (var place in origins.Count == 0 ? [$"usr/share/doc/{Name}/examples/policy.json"] : Browsers.Select(browser => $"{browser}/policies/managed/care-identity.json"))
        {
            WriteSetting(tree, place, Policy(extension));
        }

        WriteSetting(tree, $"etc/{Name}/agent.json", new JsonObject { ["origins"] = Names(origins) });
        Copy(Path.Combine(root, "docs", "workstation.md"), tree, $"usr/share/doc/{Name}/workstation.md", Readable);
        Copy(Path.Combine(root, "LICENSE"), tree, $"usr/share/doc/{Name}/copyright", Readable);
        Write(tree, "DEBIAN/conffiles", string.Concat(settings.Select(place => $"/{place}\n")));
        Write(tree, "DEBIAN/control", Control(tree));
    }

    /// <summary>Debian's Chromium loads every extension in that folder; its id comes from the public key in the manifest.</summary>
    private string LayOutExtension(string tree)
    {
        var source = Path.Combine(root, "src", "CareIdentity.Extension");
        const string Place = "usr/share/chromium/extensions/care-identity";
        foreach (var file in Directory.EnumerateFiles(source).Select(Path.GetFileName).Where(file => file != "manifest.json"))
        {
            Copy(Path.Combine(source, file!), tree, $"{Place}/{file}", Readable);
        }

        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(source, "manifest.json")))!.AsObject();
        manifest["version"] = version;
        if (origins.Count > 0)
        {
            // A match pattern knows no port; the policy and the agent compare the whole origin.
            var matches = origins.Select(origin => new Uri(origin)).Select(origin => $"{origin.Scheme}://{origin.IdnHost}/*").Distinct(StringComparer.Ordinal).ToList();
            manifest["externally_connectable"]!["matches"] = Names(matches);
            manifest["content_scripts"]![0]!["matches"] = Names(matches);
        }

        Write(tree, $"{Place}/manifest.json", manifest.ToJsonString(Indented) + "\n");
        return ExtensionId.Of(manifest["key"]!.GetValue<string>());
    }

    private static JsonObject HostManifest(string extension) => new()
    {
        ["name"] = Host,
        ["description"] = "Care Identity card agent",
        ["path"] = $"/usr/lib/{Name}/{Name}",
        ["type"] = "stdio",
        ["allowed_origins"] = Names([$"chrome-extension://{extension}/"]),
    };

    private JsonObject Policy(string extension) => new()
    {
        ["3rdparty"] = new JsonObject
        {
            ["extensions"] = new JsonObject
            {
                [extension] = new JsonObject { ["origins"] = Names(origins.Count == 0 ? ["https://identity.example"] : origins), ["training"] = false },
            },
        },
    };

    private string Control(string tree) => string.Create(CultureInfo.InvariantCulture, $"""
        Package: {Name}
        Version: {version}
        Architecture: {Architecture}
        Maintainer: Care Identity contributors <maintainers@care-identity.example>
        Section: utils
        Priority: optional
        Installed-Size: {Directory.EnumerateFiles(tree, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) / 1024 + 1}
        Depends: dotnet-runtime-10.0, libpcsclite1, pcscd, zenity | pinentry-gtk2 | pinentry-gnome3 | pinentry-qt
        Recommends: chromium | google-chrome-stable | microsoft-edge-stable
        Description: smartcards of the Care Identity Service in a browser
         The card agent and its browser extension let the Care Identity Service, and
         services that sign in with it, use the smartcard in this computer's reader.
         Passcodes are typed in the agent's own window or on the reader, never in a page.

        """);

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => (JsonNode)name)];

    /// <summary>What an administrator may change stays changed when the package is renewed.</summary>
    private void WriteSetting(string tree, string place, JsonObject setting)
    {
        Write(tree, place, setting.ToJsonString(Indented) + "\n");
        if (place.StartsWith("etc/", StringComparison.Ordinal))
        {
            settings.Add(place);
        }
    }

    private static void Copy(string from, string tree, string place, UnixFileMode mode)
    {
        if (!File.Exists(from))
        {
            throw new ToolFailure($"{from} is missing; it belongs into the package.");
        }

        var to = Path.Combine(tree, place);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
        SetMode(to, mode);
    }

    private static void Write(string tree, string place, string text)
    {
        var to = Path.Combine(tree, place);
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.WriteAllText(to, text);
        SetMode(to, Readable);
    }

    private static void SetMode(string file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, mode);
        }
    }
}
