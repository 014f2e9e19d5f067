using System.Formats.Asn1;

namespace CareIdentity.Pki.Encoding;

/// <summary>
/// Every field of a certificate about to be signed, and the one place that writes them. It writes what it is told, right or wrong:
/// the rules of <c>Lint</c> judge the bytes that come out.
/// </summary>
internal sealed record TbsFields
{
    public int Version { get; init; } = 3;

    /// <summary>The content octets of the INTEGER.</summary>
    public required ReadOnlyMemory<byte> SerialNumber { get; init; }

    /// <summary>A whole AlgorithmIdentifier.</summary>
    public required ReadOnlyMemory<byte> SignatureAlgorithm { get; init; }

    public required ReadOnlyMemory<byte> Issuer { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public required ReadOnlyMemory<byte> Subject { get; init; }

    /// <summary>A whole SubjectPublicKeyInfo.</summary>
    public required ReadOnlyMemory<byte> PublicKey { get; init; }

    /// <summary>Never issued (RFC 5280 §4.1.2.8); here so that the rule against it can be shown to work.</summary>
    public ReadOnlyMemory<byte>? SubjectUniqueId { get; init; }

    public required IReadOnlyList<ExtensionToWrite> Extensions { get; init; }

    // TBSCertificate — RFC 5280 §4.1
    public byte[] Write()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, 1024);
        using (writer.PushSequence())
        {
            if (Version != 1)
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                {
                    writer.WriteInteger(Version - 1);
                }
            }

            writer.WriteInteger(SerialNumber.Span);
            writer.WriteEncodedValue(SignatureAlgorithm.Span);
            writer.WriteEncodedValue(Issuer.Span);
            using (writer.PushSequence())
            {
                WriteTime(writer, NotBefore);
                WriteTime(writer, NotAfter);
            }

            writer.WriteEncodedValue(Subject.Span);
            writer.WriteEncodedValue(PublicKey.Span);
            if (SubjectUniqueId is { } unique)
            {
                writer.WriteBitString(unique.Span, 0, new Asn1Tag(TagClass.ContextSpecific, 2));
            }

            WriteExtensions(writer);
        }

        return writer.Encode();
    }

    private static void WriteTime(AsnWriter writer, DateTimeOffset time)
    {
        Span<byte> encoded = stackalloc byte[17];
        writer.WriteEncodedValue(encoded[..DerTime.Write(time, encoded)]);
    }

    private void WriteExtensions(AsnWriter writer)
    {
        if (Extensions.Count == 0)
        {
            return;
        }

        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 3)))
        using (writer.PushSequence())
        {
            foreach (var extension in Extensions)
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
    }
}
