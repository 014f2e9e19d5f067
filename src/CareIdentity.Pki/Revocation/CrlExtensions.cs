using System.Formats.Asn1;
using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Revocation;

/// <summary>The extensions of a list: which key signed it, its number, and which shard it is.</summary>
internal static class CrlExtensions
{
    public static void Write(AsnWriter writer, ParsedTbs issuer, CrlDetails details)
    {
        // §5.2.1: by the same identifier as in the certificates.
        var key = issuer.SubjectKeyIdentifier ?? throw new InvalidOperationException("The issuer's certificate names no key.");
        Write(writer, ExtensionWriter.AuthorityKeyIdentifier(key.Span));
        Write(writer, new ExtensionToWrite(Oids.CrlNumber, false, Number(details.Number)));
        if (details.Shard is { } shard)
        {
            Write(writer, new ExtensionToWrite(Oids.IssuingDistributionPoint, true, DistributionPoint(shard)));
        }
    }

    // CRLNumber ::= INTEGER (0..MAX) — §5.2.3
    private static byte[] Number(long number)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteInteger(number);
        return writer.Encode();
    }

    // IssuingDistributionPoint ::= SEQUENCE { distributionPoint [0] DistributionPointName, onlyContainsUserCerts [1] DEFAULT FALSE, … } — §5.2.5
    private static byte[] DistributionPoint(Uri shard)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            ExtensionWriter.WriteDistributionPointName(writer, shard);
            writer.WriteBoolean(true, new Asn1Tag(TagClass.ContextSpecific, 1));
        }

        return writer.Encode();
    }

    private static void Write(AsnWriter writer, ExtensionToWrite extension)
    {
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(extension.Type.Encoded);
            if (extension.IsCritical)
            {
                writer.WriteBoolean(true);
            }

            writer.WriteOctetString(extension.Value.Span);
        }
    }
}
