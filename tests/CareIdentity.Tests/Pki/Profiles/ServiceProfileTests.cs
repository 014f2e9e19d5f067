using System.Globalization;
using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Lint;
using CareIdentity.Pki.Profiles;
using CareIdentity.Pki.Validation;
using Xunit;

namespace CareIdentity.Tests.Pki.Profiles;

/// <summary>Certificates of the operator's servers and of documents that the service signs.</summary>
public sealed class ServiceProfileTests
{
    [Fact]
    public async Task OpenSSL_takes_a_server_for_its_hosts_and_no_others()
    {
        using var given = await PkiGiven.AHierarchy();
        var server = await Issue(given, CertificatePurpose.ServiceTls);
        using var openssl = With(given, server);

        string Verify(string host) => openssl.Run($"verify -x509_strict -purpose sslserver -verify_hostname {host} -attime {At} -CAfile root.pem -untrusted issuing.pem leaf.pem");

        Assert.Contains("leaf.pem: OK", Verify("care-identity.example"), StringComparison.Ordinal);
        Assert.Contains("leaf.pem: OK", Verify("db-1.care-identity.example"), StringComparison.Ordinal);
        Assert.Contains("hostname mismatch", Verify("elsewhere.example"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(PkiGiven.Now.AddDays(90).AddSeconds(-1), server.NotAfter);
    }

    [Fact]
    public async Task OpenSSL_verifies_a_document_that_the_service_signed_and_finds_the_change_of_one_letter()
    {
        using var given = await PkiGiven.AHierarchy();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signer = await Issue(given, CertificatePurpose.ServiceSigning, key.ExportSubjectPublicKeyInfo());
        using var openssl = With(given, signer);
        openssl.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        openssl.Write("letter.txt", "Olga Nowak may sponsor at Hilltop.");
        openssl.Run("cms -sign -binary -in letter.txt -signer leaf.pem -inkey key.pem -certfile issuing.pem -outform DER -out letter.p7s");

        string Verify() => openssl.Run($"cms -verify -binary -inform DER -in letter.p7s -content letter.txt -CAfile root.pem -purpose any -attime {At} -out /dev/null");

        Assert.EndsWith("exit 0", Verify(), StringComparison.Ordinal);
        openssl.Write("letter.txt", "Olga Nowak may sponsor at Hillton.");
        Assert.DoesNotContain("exit 0", Verify(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CertificatePurpose.ServiceTls)]
    [InlineData(CertificatePurpose.ServiceSigning)]
    [InlineData(CertificatePurpose.OcspSigning)]
    public async Task What_the_service_has_signs_nobody_in(CertificatePurpose purpose)
    {
        using var given = await PkiGiven.AHierarchy();
        var issued = await Issue(given, purpose);
        using var validator = new PathValidator(
            [given.Hierarchy.Root], [given.Hierarchy.Issuing], PathRequirements.ForSignIn(PolicyArc.Example, Realm.Training), (_, _, _) => RevocationState.Good);

        Assert.False(validator.Validate(issued, PkiGiven.Now.AddDays(1)).IsTrusted);
        Assert.Equal([PolicyArc.Example.Service(Realm.Training)], issued.Tbs.Policies);
    }

    [Theory]
    [InlineData("care-identity.example", true)]
    [InlineData("a.b", true)]
    [InlineData("xn--bcher-kva.example", true)]
    [InlineData("*.care-identity.example", false)]
    [InlineData("localhost", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("Care-Identity.example", false)]
    [InlineData("care_identity.example", false)]
    [InlineData("-a.example", false)]
    [InlineData("a-.example", false)]
    [InlineData("a..example", false)]
    [InlineData("example.", false)]
    [InlineData("a.example\0.evil.example", false)]
    [InlineData("", false)]
    public async Task Hosts_are_whole_names_in_small_letters(string host, bool accepted)
    {
        using var given = await PkiGiven.AHierarchy();
        var profile = PkiGiven.AProfile(CertificatePurpose.ServiceTls);

        var prepared = given.Issuer.Prepare(profile, given.ServiceDetails(CertificatePurpose.ServiceTls) with { Hosts = [host] });

        Assert.Equal(accepted, HostName.IsPlain(host));
        Assert.Equal(accepted ? [] : ["HostsAreNamedPlainly"], prepared.Findings.Select(finding => finding.Rule));
    }

    [Fact]
    public async Task A_server_without_a_host_and_a_signer_with_one_are_refused()
    {
        using var given = await PkiGiven.AHierarchy();

        var server = given.Issuer.Prepare(PkiGiven.AProfile(CertificatePurpose.ServiceTls), given.ServiceDetails(CertificatePurpose.ServiceTls) with { Hosts = [] });
        var signer = given.Issuer.Prepare(PkiGiven.AProfile(CertificatePurpose.ServiceSigning), given.ServiceDetails(CertificatePurpose.ServiceSigning) with { Hosts = ["a.example"] });

        Assert.Equal("HostsAreNamedPlainly", Assert.Single(server.Findings).Rule);
        Assert.Equal("HostsAreNamedPlainly", Assert.Single(signer.Findings).Rule);
    }

    private static string At => PkiGiven.Now.AddDays(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static Task<ParsedCertificate> Issue(PkiGiven given, CertificatePurpose purpose, ReadOnlyMemory<byte>? key = null) =>
        given.Issuer.SignAsync(given.Issuer.Prepare(PkiGiven.AProfile(purpose), given.ServiceDetails(purpose, key)).Value, default);

    private static OpenSsl With(PkiGiven given, ParsedCertificate leaf)
    {
        var openssl = OpenSsl.Here();
        openssl.Write("root.pem", given.Hierarchy.Root.ToPem());
        openssl.Write("issuing.pem", given.Hierarchy.Issuing.ToPem());
        openssl.Write("leaf.pem", leaf.ToPem());
        return openssl;
    }
}
