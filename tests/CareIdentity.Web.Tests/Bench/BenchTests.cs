using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using CareIdentity.Testing;
using CareIdentity.Testing.Engines;
using CareIdentity.Testing.Readers;
using Xunit;

namespace CareIdentity.Web.Tests.Bench;

/// <summary>The bench still runs, end to end and against the real host. How fast anything was is nobody's question here.</summary>
[TakesLong(280)]
public sealed class BenchTests
{
    private static readonly string[] Everywhere = ["batch", "certificates", "directory", "export", "full-start", "import", "issue", "national-batch", "ocsp", "pages", "population", "profile", "search", "sign-in", "start", "tlv"];

    private static readonly string[] Names = PcscInstallation.ReasonToSkip() is null ? ["apdu", .. Everywhere] : Everywhere;

    [Fact]
    public async Task A_quick_run_measures_everything_and_writes_it_down()
    {
        var file = Path.GetTempFileName();

        var (exitCode, output, errors) = await RunAsync("--quick", "--json", file);

        Assert.True(exitCode == 0, errors);
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        File.Delete(file);
        var figures = report.RootElement.GetProperty("figures").EnumerateArray().ToList();
        Assert.Equal(Names, figures.Select(figure => figure.GetProperty("name").GetString()!).Distinct().Order(StringComparer.Ordinal));
        Assert.All(figures, figure => Assert.True(figure.GetProperty("ours").GetDouble() > 0 && figure.GetProperty("baseline").GetDouble() > 0, figure.ToString()));
        Assert.All(Names, name => Assert.Contains($"| {name} |", output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("there is no bench 'serch'. The nearest is 'search'.", "serch")]
    [InlineData("there is no option '--jsn'. The nearest is '--json'.", "--jsn", "x")]
    [InlineData("--json needs the name of a file.", "search", "--json")]
    [InlineData("'start' is one word too many.", "search", "start")]
    public async Task A_line_that_is_not_understood_is_refused_with_the_nearest_word(string sentence, params string[] words)
    {
        var (exitCode, output, errors) = await RunAsync(words);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    /// <summary>They measure on PostgreSQL only.</summary>
    [Theory]
    [InlineData("issuance", "| issuance | from a revocation")]
    [InlineData("lists", "| lists | one of 64 shards after one revocation, 2,000 revoked in the register")]
    [InlineData("take-over", "| take-over | ")]
    public async Task A_quick_run_on_PostgreSQL_measures_issuing_revoking_listing_and_taking_over(string name, string line)
    {
        Assert.SkipWhen(PostgresInstallation.ReasonToSkip() is not null, "PostgreSQL is not installed.");

        var (exitCode, output, errors) = await RunAsync(withPostgres: true, "--quick", name);

        Assert.True(exitCode == 0, errors);
        Assert.Contains(line, output, StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] words) => RunAsync(withPostgres: false, words);

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(bool withPostgres, params string[] words)
    {
        var bench = typeof(BenchTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == "Bench").Value!;
        var start = new ProcessStartInfo("dotnet", [bench, .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };

        // The engines have their own tests; another server would only take time here.
        if (!withPostgres)
        {
            start.Environment["CIS_WITHOUT_POSTGRES"] = "1";
        }

        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
