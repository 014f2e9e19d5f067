using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Issuing;

/// <summary>
/// The alternative names that a PKCS#10 request asks for. Whatever else it asks for, key usages or to be an authority, is passed over unread:
/// the profile says what a certificate contains.
/// </summary>
internal static class RequestedNames
{
    /// <summary>A bound on work; requests have one or two.</summary>
    private const int MostAttributes = 32;

    private const int MostExtensions = 64;

    // Attributes { ATTRIBUTE:IOSet } ::= SET OF Attribute; Attribute ::= SEQUENCE { type OID, values SET SIZE(1..MAX) OF ANY } — RFC 2986 §4.1
    public static IReadOnlyList<GeneralName> Read(ReadOnlyMemory<byte> attributes)
    {
        var reader = new DerReader(attributes.Span);
        IReadOnlyList<GeneralName>? names = null;
        for (var count = 0; !reader.IsEmpty; count++)
        {
            Bound(count, MostAttributes);
            var attribute = reader.EnterSequence();
            var type = reader.Span(attribute.ReadObjectIdentifier());
            var values = attribute.Enter(DerTag.Set);
            attribute.RequireEnd();
            if (type.SequenceEqual(Oids.ExtensionRequest.Content))
            {
                names = names is null ? OfExtensions(ref values, attributes) : throw new PkiFormatException("A request asks for extensions twice (RFC 2985 §5.4.2: single-valued).");
            }
        }

        return names ?? [];
    }

    // ExtensionRequest ::= Extensions, one value — RFC 2985 §5.4.2
    private static IReadOnlyList<GeneralName> OfExtensions(ref DerReader values, ReadOnlyMemory<byte> attributes)
    {
        var list = values.EnterSequence();
        values.RequireEnd();
        IReadOnlyList<GeneralName>? names = null;
        for (var count = 0; !list.IsEmpty; count++)
        {
            Bound(count, MostExtensions);
            var extension = list.EnterSequence();
            var type = list.Span(extension.ReadObjectIdentifier());
            if (extension.NextIs(DerTag.Boolean))
            {
                extension.ReadBoolean();
            }

            var value = extension.Read(DerTag.OctetString).Of(attributes);
            extension.RequireEnd();
            if (type.SequenceEqual(Oids.SubjectAlternativeName.Content))
            {
                names = names is null ? ExtensionReader.GeneralNames(value) : throw new PkiFormatException("A request asks for alternative names twice (RFC 5280 §4.2).");
            }
        }

        return names ?? [];
    }

    private static void Bound(int count, int most)
    {
        if (count == most)
        {
            throw new PkiFormatException("A request has more attributes than any that is read here.");
        }
    }
}
