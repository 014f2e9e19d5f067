using CareIdentity.Data;
using CareIdentity.Web.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Xunit;

namespace CareIdentity.Web.Tests.Hosting;

public sealed class HostSettingsTests
{
    [Fact]
    public void Without_settings_it_is_a_training_service_on_port_8080_with_a_file_of_its_own()
    {
        var settings = Read([]);

        Assert.Equal((8080, ServiceMode.Training, false), (settings.Port, settings.Mode, settings.Empty));
        Assert.Equal(Engine.Sqlite, settings.Database.Engine);
        Assert.Equal(Path.GetFullPath("data"), settings.DataDirectory);
    }

    [Fact]
    public void An_empty_setting_is_none()
    {
        var settings = Read(new() { ["Database"] = "", ["Port"] = "", ["Mode"] = "", ["Empty"] = "" });

        Assert.Equal((8080, ServiceMode.Training, false, Engine.Sqlite), (settings.Port, settings.Mode, settings.Empty, settings.Database.Engine));
    }

    [Fact]
    public void Each_setting_is_taken()
    {
        var settings = Read(new()
        {
            ["Database"] = "postgres://cis:hunter2@db/care",
            ["DataDirectory"] = "/srv/cis",
            ["Port"] = "0",
            ["Mode"] = "live",
            ["Empty"] = "True",
        });

        Assert.Equal((0, ServiceMode.Live, true, "/srv/cis"), (settings.Port, settings.Mode, settings.Empty, settings.DataDirectory));
        Assert.Equal("postgresql://cis@db:5432/care", settings.Database.ToString());
        Assert.DoesNotContain("hunter2", settings.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Port", "65536")]
    [InlineData("Port", "-1")]
    [InlineData("Port", "http")]
    [InlineData("Mode", "Production")]
    [InlineData("Mode", "7")]
    [InlineData("Empty", "perhaps")]
    [InlineData("Database", "cis:hunter2@db/care")]
    public void What_has_no_meaning_is_refused(string key, string value)
    {
        var refused = Assert.Throws<StartRefusedException>(() => Read(new() { [key] = value }));

        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_was_meant_for_another_program_is_not_a_setting()
    {
        var configuration = new ConfigurationBuilder();
        configuration.Sources.Add(new EnvironmentVariablesConfigurationSource());
        configuration.Sources.Add(new EnvironmentVariablesConfigurationSource { Prefix = "ASPNETCORE_" });
        configuration.Sources.Add(new CommandLineConfigurationSource { Args = ["--Port", "9000"] });

        HostSettings.UseOnlyOwnEnvironment(configuration);

        Assert.Equal(
            ["ASPNETCORE_", "CIS_", "command line"],
            configuration.Sources.Select(source => source is EnvironmentVariablesConfigurationSource variables ? variables.Prefix! : "command line"));
    }

    private static HostSettings Read(Dictionary<string, string?> settings) =>
        HostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
