using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Revocation;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Pki;
using CareIdentity.Tests.Pki.Issuing;
using CareIdentity.Tool.CommandLine;
using CareIdentity.Tool.Doctor;
using CareIdentity.Tool.Pki;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CareIdentity.Tests.Tool;

/// <summary>The commands themselves, on the database and the sealed keys of a training service.</summary>
public sealed class ServiceCertificateRunsTests : IDisposable
{
    private const string Passphrase = "correct horse battery staple";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cis-certify-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Surroundings Here => new() { Root = "/nowhere", Database = null, KeyPassphrase = Passphrase, PkiOrigin = "http://pki.example" };

    public void Dispose() => folder.Delete(recursive: true);

    [Theory, EveryEngine]
    public async Task A_request_becomes_a_file_that_OpenSSL_follows_to_the_root_and_its_certificate_can_be_ended(EngineUnderTest engine)
    {
        await using var database = await AServiceAsync(engine);
        var runs = new ServiceCertificateRuns(Here, folder.FullName, database.Address);
        var (request, output) = (Path.Combine(folder.FullName, "db.csr"), Path.Combine(folder.FullName, "db.pem"));
        using var openssl = OpenSsl.Here();
        Assert.EndsWith("exit 0", openssl.Run($"req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout db.key -out {request} -subj /CN=db-1.identity.example -addext subjectAltName=DNS:db-1.identity.example,DNS:db.identity.example"), StringComparison.Ordinal);

        Assert.Equal(0, await runs.CertifyAsync(request, ServiceCertificateKind.Server, output, Ct));

        await using var db = database.CreateContext();
        openssl.Write("root.pem", ParsedCertificate.Parse(await db.Issuers.Where(i => i.Kind == IssuerKind.Root).Select(i => i.Certificate).SingleAsync(Ct)).ToPem());
        Assert.Contains("OK", openssl.Run($"verify -x509_strict -purpose sslserver -verify_hostname db.identity.example -CAfile root.pem -untrusted {output} {output}"), StringComparison.Ordinal);
        var made = ParsedCertificate.FromPem(await File.ReadAllTextAsync(output, Ct));
        Assert.StartsWith("http://pki.example/", Assert.Single(made.Tbs.CrlDistributionPoints), StringComparison.Ordinal);
        Assert.Equal(0, await runs.ListAsync(Ct));
        Assert.True(SerialNumber.TryRead(made.Tbs.SerialNumberContent.Span, out var serial));
        Assert.Equal(0, await runs.RevokeAsync(serial, RevocationReason.KeyCompromise, Ct));
        Assert.Equal(CertificateStatus.Revoked, await db.ServiceCertificates.Where(c => c.Serial == serial.ToString()).Select(c => c.Status).SingleAsync(Ct));
    }

    [Theory, EveryEngine]
    public async Task A_refusal_says_its_code_and_leaves_no_file_and_a_file_that_is_there_stays(EngineUnderTest engine)
    {
        await using var database = await AServiceAsync(engine);
        var runs = new ServiceCertificateRuns(Here, folder.FullName, database.Address);
        var (request, output) = (Path.Combine(folder.FullName, "a.csr"), Path.Combine(folder.FullName, "a.pem"));
        await File.WriteAllTextAsync(request, RequestBuilder.Pem("CN=*.identity.example"), Ct);

        var refused = await Assert.ThrowsAsync<ToolFailure>(() => runs.CertifyAsync(request, ServiceCertificateKind.Server, output, Ct));

        Assert.Contains("certificate.names-refused", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(output));
        await File.WriteAllTextAsync(output, "mine", Ct);
        await Assert.ThrowsAsync<ToolFailure>(() => runs.CertifyAsync(request, ServiceCertificateKind.Server, output, Ct));
        Assert.Equal("mine", await File.ReadAllTextAsync(output, Ct));
        await Assert.ThrowsAsync<ToolFailure>(() => runs.CertifyAsync(Path.Combine(folder.FullName, "absent"), ServiceCertificateKind.Server, Path.Combine(folder.FullName, "b.pem"), Ct));
        Assert.Contains("certificate.no-such-certificate", (await Assert.ThrowsAsync<ToolFailure>(() => runs.RevokeAsync(SerialNumber.Create(), RevocationReason.Superseded, Ct))).Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task The_doctor_reads_which_of_them_ends_soon(EngineUnderTest engine)
    {
        await using var database = await AServiceAsync(engine);
        var runs = new ServiceCertificateRuns(Here, folder.FullName, database.Address);
        var request = Path.Combine(folder.FullName, "db.csr");
        await File.WriteAllTextAsync(request, RequestBuilder.Pem("CN=db-1.identity.example"), Ct);
        Assert.Equal(0, await runs.CertifyAsync(request, ServiceCertificateKind.Server, Path.Combine(folder.FullName, "db.pem"), Ct));
        await using var db = database.CreateContext();
        var now = TimeProvider.System.GetUtcNow();
        await db.ServiceCertificates.ExecuteUpdateAsync(c => c.SetProperty(x => x.NotBefore, now.AddDays(-69)).SetProperty(x => x.NotAfter, now.AddDays(20).AddHours(1)), Ct);

        var health = await PkiReport.ReadAsync(database.Address, Ct);

        Assert.Contains(health!.Warnings, warning => warning is
        {
            Sentence: "The certificate of the server db-1.identity.example ends in 20 days.",
            WithoutNames: "The certificate of a server ends in 20 days.",
        });
    }

    [Fact]
    public void A_live_service_must_say_where_its_status_is_asked()
    {
        Assert.Throws<ToolFailure>(() => ServicePki.Options(Here with { Mode = "Live" }));
        Assert.Throws<ToolFailure>(() => ServicePki.Options(Here with { Mode = "Both" }));
        Assert.Throws<ToolFailure>(() => ServicePki.Options(Here with { PkiOrigin = "https://pki.example" }));
        Assert.Throws<ToolFailure>(() => ServicePki.Options(Here with { PkiArc = "one.two" }));
        Assert.Equal(CareIdentity.Pki.Profiles.Realm.Live, ServicePki.Options(Here with { Mode = "live", PkiArc = "1.3.6.1.4.1.99999.1" }).Realm);
    }

    private async Task<TestDatabase> AServiceAsync(EngineUnderTest engine)
    {
        var database = await engine.CreateDatabaseAsync();
        using var keys = SealedFileKeyStore.Open(Path.Combine(folder.FullName, "keys"), Passphrase);
        await using var rooms = ServicePki.Rooms(database.Address, ServicePki.Options(Here), keys);
        await using var scope = rooms.CreateAsyncScope();
        Assert.Null((await scope.ServiceProvider.GetRequiredService<SetUpIssuers>().ExecuteAsync(Actor.Service, Ct)).Refusal);
        return database;
    }
}
