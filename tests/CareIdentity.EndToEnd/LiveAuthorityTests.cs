using System.Diagnostics;
using System.Text.Json;
using CareIdentity.Testing;

namespace CareIdentity.EndToEnd;

/// <summary>What docs/pki-ceremony.md tells an operator to type, from nothing to a live service that serves its own authority.</summary>
public sealed class LiveAuthorityTests : IDisposable
{
    private const string Passphrase = "Four of the words nobody guesses";
    private const string Origin = "http://pki.example";
    private const string Arc = "1.3.6.1.4.1.99999.1";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cis-live-");

    private string Data => Path.Combine(folder.FullName, "data");

    [Journey]
    public async Task An_operator_comes_from_nothing_to_a_live_service_with_an_authority_of_its_own()
    {
        var (request, ceremony) = (Path.Combine(folder.FullName, "issuing.request"), Path.Combine(folder.FullName, "ceremony"));
        string[] hold =
        [
            "pki", "ceremony", "--request", request, "--organisation", "Example Care", "--unit", "Smartcards", "--origin", Origin, "--arc", Arc,
            "--shares", "3", "--needed", "2", "--people", "Ann Example, Ben Example",
        ];

        Assert.Contains("did not start", (await ServeAsync(null)).Said, StringComparison.Ordinal);
        await CisAsync("pki", "request", "--name", "live-issuing-1", "--out", request, "--data", Data);
        await CisAsync([.. hold, "--out", Path.Combine(folder.FullName, "dry"), "--dry-run"]);
        Assert.Equal(["dry-run.txt"], Directory.GetFiles(Path.Combine(folder.FullName, "dry")).Select(Path.GetFileName));
        await CisAsync([.. hold, "--out", ceremony]);
        await CisAsync("pki", "adopt", "--from", ceremony, "--data", Data);

        var (said, index) = await ServeAsync(async http =>
        {
            Assert.Equal(System.Net.HttpStatusCode.OK, (await http.GetAsync(new Uri("/sign-in", UriKind.Relative))).StatusCode);
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await http.GetAsync(new Uri("/desk", UriKind.Relative))).StatusCode);
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(ceremony, "issuing.cer")), await http.GetByteArrayAsync(new Uri("/pki/live-issuing-1.cer", UriKind.Relative)));
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(ceremony, "root.crl")), await http.GetByteArrayAsync(new Uri($"/pki/{RootOf(ceremony)}.crl", UriKind.Relative)));
            Assert.NotEmpty(await http.GetByteArrayAsync(new Uri("/pki/live-issuing-1/16.crl", UriKind.Relative)));
            return await http.GetStringAsync(new Uri("/pki/index.json", UriKind.Relative));
        });

        Assert.DoesNotContain("did not start", said, StringComparison.Ordinal);
        using var issuers = JsonDocument.Parse(index);
        Assert.Equal(
            [("live-issuing-1", "live", true), ("Example Care Root", "live", true)],
            issuers.RootElement.GetProperty("issuers").EnumerateArray().Select(i => (i.GetProperty("name").GetString(), i.GetProperty("realm").GetString(), i.GetProperty("active").GetBoolean())));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string RootOf(string ceremony)
    {
        using var plan = JsonDocument.Parse(File.ReadAllText(Path.Combine(ceremony, "plan.json")));
        return plan.RootElement.GetProperty("root").GetString()!;
    }

    private static async Task CisAsync(params string[] words)
    {
        await using var cis = Start(Program("CareIdentity.Tool", "cis"), words);
        var (code, output, error) = await cis.EndAsync();
        Assert.True(code == 0, $"cis {string.Join(' ', words)}: {error}{output}");
        Assert.DoesNotContain(Passphrase, output, StringComparison.Ordinal);
    }

    /// <summary>The live service while somebody asks it; with nobody, until it ends by itself.</summary>
    private async Task<(string Said, string Asked)> ServeAsync(Func<HttpClient, Task<string>>? ask)
    {
        var project = Path.Combine(RunningService.Repository, "src", "CareIdentity.Web");
        await using var service = Start(
            Program("CareIdentity.Web", "CareIdentity.Web"),
            [$"--contentRoot={project}", $"--DataDirectory={Data}", "--Port=0", "--Mode=Live", $"--Pki:Origin={Origin}", $"--Pki:Arc={Arc}"]);
        var asked = "";
        while (await service.LineAsync() is { } line)
        {
            if (ask is not null && line.StartsWith("Ready: ", StringComparison.Ordinal))
            {
                using var http = new HttpClient { BaseAddress = new Uri(line["Ready: ".Length..]) };
                try
                {
                    asked = await ask(http);
                }
                finally
                {
                    await service.SignalAsync("KILL");
                }
            }
        }

        return ((await service.EndAsync()).Error, asked);
    }

    private static string Program(string project, string name) =>
        Path.Combine(RunningService.Repository, "src", project, "bin", RunningService.Configuration, "net10.0", name + ".dll");

    private static StartedProgram Start(string program, IReadOnlyList<string> words)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. words]);
        start.Environment["CIS_Keys__Passphrase"] = Passphrase;
        start.Environment["CIS_ROOT"] = RunningService.Repository;
        return StartedProgram.Start(start);
    }
}
