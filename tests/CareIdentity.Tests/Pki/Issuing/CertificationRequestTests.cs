using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using Xunit;

namespace CareIdentity.Tests.Pki.Issuing;

/// <summary>Requests from outside: what is read of them, and that nothing hostile gets further than a finding.</summary>
public sealed class CertificationRequestTests
{
    [Fact]
    public void The_key_the_common_name_and_the_alternative_names_are_read()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        var read = CertificationRequest.Read(RequestBuilder.Pem("CN=db.example, O=Elsewhere", names =>
        {
            names.AddDnsName("db-1.example");
            names.AddIpAddress(IPAddress.Loopback);
            names.AddDnsName("db-2.example");
        }, key)).Value;

        Assert.Equal("db.example", read.CommonName);
        Assert.Equal(key.ExportSubjectPublicKeyInfo(), read.PublicKey.ToArray());
        Assert.Equal([GeneralNameKind.DnsName, GeneralNameKind.IpAddress, GeneralNameKind.DnsName], read.AlternativeNames.Select(name => name.Kind));
        Assert.Equal(["db-1.example", "db-2.example"], read.AlternativeNames.Where(name => name.Kind is GeneralNameKind.DnsName).Select(name => name.Text));
    }

    [Fact]
    public async Task A_request_of_our_own_reads_as_it_was_written()
    {
        using var store = new InMemoryKeyStore();
        var name = KeyName.Parse("issuing-1");
        await store.CreateKeyAsync(name, KeyKind.EcP256, default);
        var made = await CertificationRequest.CreateAsync("issuing-1", name, store, default);

        var read = CertificationRequest.Read(made.ToPem()).Value;

        Assert.Equal(made.Der.ToArray(), read.Der.ToArray());
        Assert.Empty(read.AlternativeNames);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----\n")]
    [InlineData("-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n")]
    public void What_is_no_request_is_refused(string text) => Assert.Equal("RequestIsPkcs10", Assert.Single(CertificationRequest.Read(text).Findings).Rule);

    [Fact]
    public void A_request_that_somebody_else_signed_proves_nothing()
    {
        var (mine, theirs) = (RequestBuilder.Der(RequestBuilder.Pem("CN=a.example")), RequestBuilder.Der(RequestBuilder.Pem("CN=a.example")));
        using var thief = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var info = InfoOf(mine);

        var forged = Sign(info, thief);

        Assert.Equal("RequestProvesPossession", Assert.Single(CertificationRequest.Read(RequestBuilder.ToPem(forged)).Findings).Rule);
        Assert.NotEqual(mine, theirs);
    }

    [Fact]
    public void A_request_that_asks_for_alternative_names_twice_is_refused()
    {
        var other = new SubjectAlternativeNameBuilder();
        other.AddDnsName("evil.example");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        // The framework writes each extension once; a second one under another identifier is given this one afterwards, and signed again.
        var der = RequestBuilder.Der(RequestBuilder.Pem("CN=a.example", names => names.AddDnsName("a.example"), key, new X509Extension("2.5.29.99", other.Build().RawData, false)));
        var info = InfoOf(der);
        var at = info.AsSpan().IndexOf([(byte)0x55, (byte)0x1D, (byte)99]);
        info[at + 2] = 17;

        Assert.Equal("RequestIsPkcs10", Assert.Single(CertificationRequest.Read(RequestBuilder.ToPem(Sign(info, key))).Findings).Rule);
    }

    [Fact]
    public void A_request_with_any_octet_changed_is_refused_and_never_throws()
    {
        var der = RequestBuilder.Der(RequestBuilder.Pem("CN=a.example", names => names.AddDnsName("a.example")));

        for (var at = 0; at < der.Length; at++)
        {
            foreach (var change in new byte[] { 0x01, 0x80, 0xFF })
            {
                var hostile = der.ToArray();
                hostile[at] ^= change;
                Assert.False(CertificationRequest.Read(RequestBuilder.ToPem(hostile)).Passed, $"octet {at}");
            }

            Assert.False(CertificationRequest.Read(RequestBuilder.ToPem(der[..at])).Passed, $"cut off at {at}");
        }

        Assert.False(CertificationRequest.Read(RequestBuilder.ToPem([.. der, 0])).Passed);
    }

    private static byte[] InfoOf(byte[] der)
    {
        var outer = new System.Formats.Asn1.AsnReader(der, System.Formats.Asn1.AsnEncodingRules.DER).ReadSequence();
        return outer.ReadEncodedValue().ToArray();
    }

    private static byte[] Sign(byte[] info, ECDsa key)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(info);
            writer.WriteEncodedValue(SignatureAlgorithm.EcdsaSha256.Encoded.Span);
            writer.WriteBitString(key.SignData(info, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }

        return writer.Encode();
    }
}
