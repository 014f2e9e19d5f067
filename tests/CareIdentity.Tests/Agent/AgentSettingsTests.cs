using CareIdentity.Agent.Settings;

namespace CareIdentity.Tests.Agent;

/// <summary>Which origins the agent works for.</summary>
public sealed class AgentSettingsTests : IDisposable
{
    private readonly string file = Path.Combine(Directory.CreateTempSubdirectory("cis-agent-").FullName, "agent.json");

    [Theory]
    [InlineData("http://localhost:8080", true)]
    [InlineData("https://localhost", true)]
    [InlineData("http://127.0.0.1:1", true)]
    [InlineData("https://identity.example", false)]
    [InlineData("http://identity.example", false)]
    [InlineData("null", false)]
    [InlineData("http://localhost.evil.example", false)]
    [InlineData("http://localhost:8080/", false)]
    [InlineData("file://", false)]
    public void Without_settings_only_services_on_this_machine(string origin, bool isAllowed) =>
        Assert.Equal(isAllowed, AgentSettings.Read(file).Allows(origin));

    [Theory]
    [InlineData("https://identity.example", true)]
    [InlineData("https://identity.example:8443", false)]
    [InlineData("https://Identity.example", false)]
    [InlineData("https://other.example", false)]
    [InlineData("http://localhost:8080", false)]
    public void With_an_origin_named_no_other_and_no_training(string origin, bool isAllowed) =>
        Assert.Equal(isAllowed, Read("""{"origins":["https://identity.example"]}""").Allows(origin));

    [Fact]
    public void Plain_http_elsewhere_is_refused_even_where_it_is_named() =>
        Assert.False(Read("""{"origins":["http://identity.example"]}""").Allows("http://identity.example"));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"origin":["https://identity.example"]}""")]
    public void Settings_that_cannot_be_followed_allow_nothing(string json) =>
        Assert.Throws<SettingsException>(() => Read(json));

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

    private AgentSettings Read(string json)
    {
        File.WriteAllText(file, json);
        return AgentSettings.Read(file);
    }
}
