using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Profiles;
using CareIdentity.Tests.Pki;
using Xunit;

namespace CareIdentity.Tests.Pki.Encoding;

public sealed class ParsedCertificateTests
{
    [Theory]
    [InlineData(CertificatePurpose.CardAuthentication)]
    [InlineData(CertificatePurpose.CardSigning)]
    public async Task Every_field_reads_as_dotnet_reads_it(CertificatePurpose purpose)
    {
        using var given = await PkiGiven.AHierarchy();
        var ours = await given.ACard(PkiGiven.AProfile(purpose));
        using var theirs = X509CertificateLoader.LoadCertificate(ours.Der.Span);

        Assert.Equal(theirs.SerialNumberBytes.ToArray(), ours.Tbs.SerialNumberContent.ToArray());
        Assert.Equal(theirs.SubjectName.RawData, ours.Tbs.Subject.ToArray());
        Assert.Equal(theirs.IssuerName.RawData, ours.Tbs.Issuer.ToArray());
        Assert.Equal(theirs.NotBefore.ToUniversalTime(), ours.NotBefore.UtcDateTime);
        Assert.Equal(theirs.NotAfter.ToUniversalTime(), ours.NotAfter.UtcDateTime);
        Assert.Equal(theirs.PublicKey.ExportSubjectPublicKeyInfo(), ours.PublicKey.ToArray());
        Assert.Equal(theirs.GetCertHash(HashAlgorithmName.SHA256), ours.Fingerprint.ToArray());
        Assert.Equal(theirs.Extensions.Select(e => (e.Oid!.Value!, e.Critical)), ours.Tbs.Extensions.Select(e => (e.Type.ToString(), e.IsCritical)));
        Assert.Equal(theirs.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages, Translate(ours.Tbs.KeyUsage!.Value));
        Assert.Equal(
            theirs.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.Cast<Oid>().Select(o => o.Value),
            ours.Tbs.ExtendedKeyUsage!.Select(o => o.ToString()));
        var aia = theirs.Extensions.OfType<X509AuthorityInformationAccessExtension>().Single();
        Assert.Equal([.. aia.EnumerateOcspUris(), .. aia.EnumerateCAIssuersUris()], ours.Tbs.AuthorityInformationAccess.Select(a => a.Location.Text));
        Assert.Equal(["http://pki.example/training.crl"], ours.Tbs.CrlDistributionPoints);
    }

    [Fact]
    public async Task A_certificate_survives_its_text_form()
    {
        using var given = await PkiGiven.AHierarchy();
        var card = await given.ACard();

        Assert.Equal(card.Der.ToArray(), ParsedCertificate.FromPem("before\n" + card.ToPem() + "\nafter").Der.ToArray());
        Assert.Throws<PkiFormatException>(() => ParsedCertificate.FromPem("nothing here"));
    }

    [Fact]
    public async Task Every_prefix_and_every_octet_after_the_end_is_refused()
    {
        using var given = await PkiGiven.AHierarchy();
        var der = (await given.ACard()).Der.ToArray();

        for (var length = 0; length < der.Length; length++)
        {
            Assert.Throws<PkiFormatException>(() => ParsedCertificate.Parse(der.AsMemory(0, length)));
        }

        Assert.Throws<PkiFormatException>(() => ParsedCertificate.Parse((byte[])[.. der, 0]));
    }

    [Fact]
    public async Task A_mutated_certificate_is_read_or_refused_and_nothing_else_happens()
    {
        using var given = await PkiGiven.AHierarchy();
        var seeds = new[] { (await given.ACard()).Der.ToArray(), given.Hierarchy.Issuing.Der.ToArray() };
        var random = new SeededOctets(0x5EED);
        var read = 0;

        for (var round = 0; round < 40_000; round++)
        {
            var mutated = (byte[])seeds[round % seeds.Length].Clone();
            for (var changes = 1 + random.Below(3); changes > 0; changes--)
            {
                mutated[random.Below(mutated.Length)] = random.Next();
            }

            read += ReadEverything(mutated) ? 1 : 0;
        }

        Assert.InRange(read, 1, 39_999);
    }

    private static bool ReadEverything(byte[] der)
    {
        try
        {
            var tbs = ParsedCertificate.Parse(der).Tbs;
            _ = (tbs.SubjectName.ToString(), tbs.IssuerName.ToString(), tbs.BasicConstraints, tbs.KeyUsage, tbs.ExtendedKeyUsage, tbs.SubjectKeyIdentifier);
            _ = (tbs.AuthorityKeyIdentifier, tbs.Policies, tbs.CrlDistributionPoints, tbs.AuthorityInformationAccess, tbs.NameConstraints, tbs.SubjectAlternativeNames);
            _ = CareIdentity.Pki.Keys.KeyPolicy.Check(tbs.PublicKey);
            return true;
        }
        catch (PkiFormatException)
        {
            return false;
        }
    }

    private static X509KeyUsageFlags Translate(KeyUsages usages)
    {
        var flags = X509KeyUsageFlags.None;
        foreach (var usage in Enum.GetValues<KeyUsages>().Where(u => u != KeyUsages.None && usages.HasFlag(u)))
        {
            flags |= Enum.Parse<X509KeyUsageFlags>(usage.ToString(), ignoreCase: true);
        }

        return flags;
    }
}
