using CareIdentity.Agent;
using CareIdentity.Agent.Diagnosis;
using CareIdentity.Cards.Workstation;

namespace CareIdentity.Tests.Agent;

/// <summary>What the diagnosis makes of the files between browser, agent and reader.</summary>
public sealed class BrowserChecksTests : IDisposable
{
    private const string Caller = $"chrome-extension://{AgentVersion.ExtensionId}/";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cis-browser-");

    [Fact]
    internal void A_host_manifest_leads_to_an_agent_for_our_extension_alone()
    {
        var program = Write("agent", "");
        Verdict Of(string manifest)
        {
            Write($"{AgentVersion.HostName}.json", manifest);
            return BrowserChecks.HostManifest([folder.FullName, "/nowhere"]).Verdict;
        }

        Assert.Equal(Verdict.Broken, BrowserChecks.HostManifest([folder.FullName]).Verdict);
        Assert.Equal(Verdict.Good, Of($$"""{"path":"{{program}}","allowed_origins":["{{Caller}}"]}"""));
        Assert.Equal(Verdict.Broken, Of($$"""{"path":"{{program}}.gone","allowed_origins":["{{Caller}}"]}"""));
        Assert.Equal(Verdict.Broken, Of($$"""{"path":"{{program}}","allowed_origins":["chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"]}"""));
        Assert.Equal(Verdict.Broken, Of($$"""{"path":7,"allowed_origins":"{{Caller}}"}"""));
        Assert.Equal(Verdict.Broken, Of("{}"));
        Assert.Equal(Verdict.Broken, Of("not JSON"));
    }

    [Fact]
    internal void An_extension_is_a_folder_with_a_manifest()
    {
        Assert.Equal(Verdict.Absent, BrowserChecks.Extension([folder.FullName, "/nowhere"]).Verdict);
        Write("manifest.json", "{}");

        Assert.Equal(Verdict.Good, BrowserChecks.Extension(["/nowhere", folder.FullName]).Verdict);
    }

    [Theory]
    [InlineData(null, Verdict.Absent)]
    [InlineData("{}", Verdict.Absent)]
    [InlineData("[]", Verdict.Absent)]
    [InlineData("not JSON", Verdict.Absent)]
    [InlineData("""{"NativeMessagingBlocklist":["*"]}""", Verdict.Broken)]
    [InlineData("""{"NativeMessagingBlocklist":["HOST"]}""", Verdict.Broken)]
    [InlineData("""{"NativeMessagingBlocklist":["*"],"NativeMessagingAllowlist":["some.other"]}""", Verdict.Broken)]
    [InlineData("""{"NativeMessagingBlocklist":["some.other"]}""", Verdict.Absent)]
    [InlineData("""{"NativeMessagingBlocklist":["*"],"NativeMessagingAllowlist":["HOST"]}""", Verdict.Absent)]
    [InlineData("""{"NativeMessagingBlocklist":"*"}""", Verdict.Absent)]
    [InlineData("""{"3rdparty":{"extensions":{"EXTENSION":{"origins":["https://identity.example"]}}}}""", Verdict.Good)]
    [InlineData("""{"3rdparty":{"extensions":{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa":{}}}}""", Verdict.Absent)]
    internal void A_policy_forbids_allows_or_says_nothing(string? policy, Verdict expected)
    {
        if (policy is not null)
        {
            Write("policy.json", policy.Replace("HOST", AgentVersion.HostName, StringComparison.Ordinal).Replace("EXTENSION", AgentVersion.ExtensionId, StringComparison.Ordinal));
        }

        Assert.Equal(expected, BrowserChecks.Policy([folder.FullName, "/nowhere"]).Verdict);
    }

    [Fact]
    internal void Without_the_driver_of_readers_the_step_names_its_package()
    {
        Finding Now() => DriverCheck.Judge(ReaderDrivers.Find(["/nowhere", folder.FullName]));

        Assert.Equal((Verdict.Broken, "Install the driver: sudo apt-get install libccid"), (Now().Verdict, Now().Mend));
        folder.CreateSubdirectory("serial");
        Write("serial/libifdvpcd.so", "");
        Assert.Equal((Verdict.Absent, "Install the driver: sudo apt-get install libccid"), (Now().Verdict, Now().Mend));
        folder.CreateSubdirectory("ifd-ccid.bundle");
        Assert.Equal((Verdict.Good, null), (Now().Verdict, Now().Mend));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string Write(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }
}
