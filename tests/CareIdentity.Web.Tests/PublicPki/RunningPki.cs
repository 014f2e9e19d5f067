using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using CareIdentity.Data;
using CareIdentity.Web.Tests.Hosting;
using CareIdentity.Web.Tests.PublicPki;
using Xunit;

[assembly: AssemblyFixture(typeof(RunningPki))]

namespace CareIdentity.Web.Tests.PublicPki;

/// <summary>The service as a process with its training population, made when it is first asked for; its authorities and two of its cards as PEM files.</summary>
public sealed class RunningPki : IAsyncDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("cis-pki-");
    private readonly Lazy<Task<HttpClient>> client;
    private ServiceProcess? service;

    public RunningPki() => client = new Lazy<Task<HttpClient>>(StartAsync);

    /// <summary>Where the files are: <c>root.pem</c>, <c>issuing.pem</c>, <c>good.pem</c>, <c>revoked.pem</c>.</summary>
    public string Folder => directory.FullName;

    public Task<HttpClient> Client => client.Value;

    public async Task<Uri> AddressAsync(string path) => new((await Client).BaseAddress!, path);

    /// <summary>The entries of <c>/pki/index.json</c> by the last word of what they are: root, issuing.</summary>
    public async Task<JsonElement> IssuerAsync(string kind) =>
        (await (await Client).GetFromJsonAsync<JsonElement>("/pki/index.json")).GetProperty("issuers").EnumerateArray().First(issuer => issuer.GetProperty("kind").GetString() == kind);

    public async ValueTask DisposeAsync()
    {
        if (client.IsValueCreated)
        {
            (await Client).Dispose();
            await service!.DisposeAsync();
        }

        directory.Delete(recursive: true);
    }

    private async Task<HttpClient> StartAsync()
    {
        var data = Path.Combine(Folder, "data");
        service = ServiceProcess.Start("--Port", "0", "--DataDirectory", data);
        var http = new HttpClient { BaseAddress = await service.ReadyAsync() };
        foreach (var (name, file) in new[] { ("training-root", "root"), ("training-issuing", "issuing") })
        {
            await WriteAsync(file, await http.GetByteArrayAsync(new Uri($"/pki/{name}.cer", UriKind.Relative)));
        }

        await ReadCardsAsync(DatabaseAddress.InFile(Path.Combine(data, DatabaseAddress.FileName)));
        return http;
    }

    /// <summary>Two certificates of the population. The second is revoked past the service: as another node would have done it.</summary>
    private async Task ReadCardsAsync(DatabaseAddress address)
    {
        await using var connection = await address.OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "select certificate, serial from certificates where status = 'Active' and kind = 'Authentication' and not_after > datetime('now') order by not_after desc limit 2";
        var serials = new List<string>();
        await using (var rows = await command.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
            {
                await WriteAsync(serials.Count == 0 ? "good" : "revoked", (byte[])rows[0]);
                serials.Add(rows.GetString(1));
            }
        }

        command.CommandText = $"""
            update certificates set status = 'Revoked', reason = 'KeyCompromise', revoked_at = datetime('now') where serial = '{serials[1]}';
            insert into revocation_changes select id, issuer_id, serial, crl_shard, datetime('now') from certificates where serial = '{serials[1]}';
            """;
        await command.ExecuteNonQueryAsync();
    }

    private Task WriteAsync(string name, byte[] der)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        return File.WriteAllTextAsync(Path.Combine(Folder, name + ".pem"), certificate.ExportCertificatePem() + "\n");
    }
}
