using System.Text.Json;
using CareIdentity.Agent;
using CareIdentity.Agent.Settings;
using CareIdentity.Testing;
using CareIdentity.Tool.CommandLine;
using CareIdentity.Tool.Packaging;
using Xunit;

namespace CareIdentity.Tests.Tool;

/// <summary>The Debian package of the card agent, looked at and installed by dpkg itself.</summary>
public sealed class AgentPackageTests : IDisposable
{
    private const string ExtensionPlace = "usr/share/chromium/extensions/care-identity";

    private readonly string folder = Directory.CreateTempSubdirectory("cis-deb-").FullName;

    [Fact]
    public async Task The_package_holds_agent_extension_host_manifest_and_an_example_of_the_policy()
    {
        var file = await BuildAsync();

        var contents = await RunAsync("dpkg-deb", "--contents", file);
        foreach (var place in new[]
        {
            "-rwxr-xr-x root/root", "./usr/lib/care-identity-agent/care-identity-agent\n", "./usr/lib/care-identity-agent/CareIdentity.Cards.dll",
            "./etc/chromium/native-messaging-hosts/org.careidentity.agent.json", "./etc/care-identity-agent/agent.json",
            $"./{ExtensionPlace}/manifest.json", $"./{ExtensionPlace}/worker.js",
            "./usr/share/doc/care-identity-agent/examples/policy.json", "./usr/share/doc/care-identity-agent/workstation.md",
        })
        {
            Assert.Contains(place, contents, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("policies/managed", contents, StringComparison.Ordinal);
        var control = await RunAsync("dpkg-deb", "--info", file);
        Assert.Contains("Package: care-identity-agent", control, StringComparison.Ordinal);
        Assert.Contains("Depends: dotnet-runtime-10.0, libpcsclite1, pcscd, zenity", control, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Installed_by_dpkg_it_answers_and_names_its_own_extension_alone()
    {
        var installed = await InstallAsync(await BuildAsync());

        using var host = Read(installed, "etc/chromium/native-messaging-hosts/org.careidentity.agent.json");
        Assert.Equal("/usr/lib/care-identity-agent/care-identity-agent", host.RootElement.GetProperty("path").GetString());
        Assert.Equal([$"chrome-extension://{AgentVersion.ExtensionId}/"], host.RootElement.GetProperty("allowed_origins").EnumerateArray().Select(o => o.GetString()!));
        var agent = Path.Combine(installed, "usr/lib/care-identity-agent/care-identity-agent");
        Assert.True(File.Exists(agent));
        Assert.Equal("../lib/care-identity-agent/care-identity-agent", new FileInfo(Path.Combine(installed, "usr/bin/care-identity-agent")).LinkTarget);
        Assert.Contains(AgentVersion.Name, await RunAsync(agent, "--version"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removed_it_leaves_what_an_administrator_may_have_changed_and_purged_it_leaves_nothing()
    {
        var installed = await InstallAsync(await BuildAsync("https://identity.example"));
        IEnumerable<string> Left() => Directory.EnumerateFiles(installed, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(installed, file)).Where(file => !file.StartsWith("var/lib/dpkg/", StringComparison.Ordinal));

        await DpkgAsync(installed, "--remove", "care-identity-agent");
        var removed = Left().ToList();
        await DpkgAsync(installed, "--purge", "care-identity-agent");

        Assert.Contains("etc/care-identity-agent/agent.json", removed);
        Assert.All(removed, file => Assert.StartsWith("etc/", file, StringComparison.Ordinal));
        Assert.Empty(Left());
        Assert.DoesNotContain("care-identity-agent", await File.ReadAllTextAsync(Path.Combine(installed, "var/lib/dpkg/status"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Made_for_a_service_it_names_that_service_in_extension_policy_and_settings()
    {
        var installed = await InstallAsync(await BuildAsync("https://identity.example:8443", "https://other.example"));

        using var manifest = Read(installed, $"{ExtensionPlace}/manifest.json");
        Assert.Equal(
            ["https://identity.example/*", "https://other.example/*"],
            manifest.RootElement.GetProperty("externally_connectable").GetProperty("matches").EnumerateArray().Select(m => m.GetString()!));
        using var policy = Read(installed, "etc/chromium/policies/managed/care-identity.json");
        Assert.Equal(
            ["https://identity.example:8443", "https://other.example"],
            policy.RootElement.GetProperty("3rdparty").GetProperty("extensions").GetProperty(AgentVersion.ExtensionId).GetProperty("origins").EnumerateArray().Select(o => o.GetString()!));
        var settings = AgentSettings.Read(Path.Combine(installed, "etc/care-identity-agent/agent.json"));
        Assert.True(settings.Allows("https://identity.example:8443"));
        Assert.False(settings.Allows("http://localhost:8080"));
    }

    [Fact]
    public async Task What_an_administrator_may_change_is_a_configuration_file()
    {
        var file = await BuildAsync("https://identity.example");

        var conffiles = await RunAsync("dpkg-deb", "--info", file, "conffiles");

        Assert.All(conffiles.Split('\n', StringSplitOptions.RemoveEmptyEntries), place => Assert.StartsWith("/etc/", place, StringComparison.Ordinal));
        Assert.Contains("/etc/care-identity-agent/agent.json", conffiles, StringComparison.Ordinal);
    }

    [Fact]
    public void The_id_of_the_extension_is_that_of_the_public_key_in_its_manifest_and_of_the_page()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "src/CareIdentity.Extension/manifest.json")));

        Assert.Equal(AgentVersion.ExtensionId, ExtensionId.Of(manifest.RootElement.GetProperty("key").GetString()!));
        Assert.Contains(AgentVersion.ExtensionId, File.ReadAllText(Path.Combine(Root, "src/CareIdentity.Web/wwwroot/js/workstation.js")), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Root
    {
        get
        {
            var place = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(place!.FullName, "CareIdentity.slnx")))
            {
                place = place.Parent;
            }

            return place.FullName;
        }
    }

    /// <summary>The agent as it was built with these tests: bin/Debug or bin/Release, as they are.</summary>
    private static string Built => Path.Combine(Root, "src/CareIdentity.Agent", Path.GetRelativePath(Path.Combine(Root, "tests/CareIdentity.Tests"), AppContext.BaseDirectory));

    private Task<string> BuildAsync(params string[] origins)
    {
        if (!ChildProgram.IsOnPath("dpkg-deb"))
        {
            Assert.Skip("dpkg-deb is not installed; only Debian and its kin have it.");
        }

        return new AgentPackage(Root, Built, "0.1.0", origins).BuildAsync(folder, TestContext.Current.CancellationToken);
    }

    /// <summary>Into a root of its own, without the packages that it depends on.</summary>
    private async Task<string> InstallAsync(string file)
    {
        var root = Path.Combine(folder, "root");
        foreach (var place in new[] { "info", "updates", "triggers" })
        {
            Directory.CreateDirectory(Path.Combine(root, "var/lib/dpkg", place));
        }

        await File.WriteAllTextAsync(Path.Combine(root, "var/lib/dpkg/status"), "");
        await DpkgAsync(root, "--install", file);
        return root;
    }

    private Task<string> DpkgAsync(string root, params string[] words) =>
        RunAsync("dpkg", [$"--root={root}", "--force-depends,not-root", $"--log={Path.Combine(folder, "log")}", .. words]);

    private static JsonDocument Read(string root, string place) => JsonDocument.Parse(File.ReadAllText(Path.Combine(root, place)));

    private static async Task<string> RunAsync(string program, params string[] words)
    {
        var (code, output, error) = await StartedProgram.RunAsync(program, words);
        Assert.True(code == 0, $"{program}: {output}{error}");
        return output + error;
    }
}
