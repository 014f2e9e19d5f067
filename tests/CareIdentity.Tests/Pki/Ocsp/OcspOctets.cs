using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Tests.Pki.Ocsp;

/// <summary>Requests and responses of RFC 6960 written and read with the framework's ASN.1 alone: independently of the code under test.</summary>
internal static class OcspOctets
{
    private static readonly string[] Errors = ["", "malformed", "internal error", "try later", "", "signature required", "unauthorised"];

    public static byte[] Request(ParsedCertificate issuer, IReadOnlyList<SerialNumber> serials, byte[]? nonce, bool sha256)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                foreach (var serial in serials)
                {
                    using (writer.PushSequence())
                    {
                        WriteCertId(writer, issuer, serial, sha256);
                    }
                }
            }

            if (nonce is not null)
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2)))
                using (writer.PushSequence())
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("1.3.6.1.5.5.7.48.1.2");
                    using (writer.PushOctetString())
                    {
                        writer.WriteOctetString(nonce);
                    }
                }
            }
        }

        return writer.Encode();
    }

    /// <summary>"good", "unknown", "revoked" with the number of its reason; or the error status.</summary>
    public static IReadOnlyList<string> Statuses(ReadOnlyMemory<byte> der)
    {
        var response = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        var status = response.ReadEnumeratedBytes().Span[0];
        if (status != 0)
        {
            return [Errors[status]];
        }

        var bytes = response.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        bytes.ReadObjectIdentifier();
        var data = new AsnReader(bytes.ReadOctetString(), AsnEncodingRules.DER).ReadSequence().ReadSequence();
        data.ReadEncodedValue(); // responderID
        data.ReadGeneralizedTime();
        var responses = data.ReadSequence();
        var statuses = new List<string>();
        while (responses.HasData)
        {
            var single = responses.ReadSequence();
            single.ReadSequence();
            statuses.Add(single.PeekTag().TagValue switch
            {
                0 => "good",
                2 => "unknown",
                _ => Revoked(single.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 1))),
            });
        }

        return statuses;
    }

    private static string Revoked(AsnReader info)
    {
        info.ReadGeneralizedTime();
        return info.HasData
            ? string.Create(CultureInfo.InvariantCulture, $"revoked {info.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadEnumeratedBytes().Span[0]}")
            : "revoked";
    }

    private static void WriteCertId(AsnWriter writer, ParsedCertificate issuer, SerialNumber serial, bool sha256)
    {
        // Most clients ask by SHA-1 (RFC 6960 §4.3); so must a test.
#pragma warning disable RS0030, CA5350
        Func<byte[], byte[]> hash = sha256 ? SHA256.HashData : SHA1.HashData;
#pragma warning restore RS0030, CA5350
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(sha256 ? "2.16.840.1.101.3.4.2.1" : "1.3.14.3.2.26");
                writer.WriteNull();
            }

            writer.WriteOctetString(hash(issuer.Tbs.Subject.ToArray()));
            writer.WriteOctetString(hash(SubjectPublicKey.Parse(issuer.PublicKey).KeyBits.ToArray()));
            writer.WriteInteger(serial.Value.Span);
        }
    }
}
