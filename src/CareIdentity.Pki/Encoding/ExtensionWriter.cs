using System.Formats.Asn1;

namespace CareIdentity.Pki.Encoding;

/// <summary>Writes the values of the extensions that we issue; grammar and sections as in <see cref="ExtensionReader"/>.</summary>
internal static class ExtensionWriter
{
    public static ExtensionToWrite BasicConstraints(bool isAuthority, int? pathLength)
    {
        var writer = Start();
        using (writer.PushSequence())
        {
            if (isAuthority)
            {
                writer.WriteBoolean(true);
            }

            if (pathLength is { } length)
            {
                writer.WriteInteger(length);
            }
        }

        // §4.2.1.9: critical in every certificate of an authority.
        return new(Oids.BasicConstraints, isAuthority, writer.Encode());
    }

    public static ExtensionToWrite KeyUsage(KeyUsages usages)
    {
        Span<byte> octets = [0, 0];
        var highest = 0;
        for (var bit = 0; bit <= 8; bit++)
        {
            if (((int)usages & (1 << bit)) != 0)
            {
                octets[bit / 8] |= (byte)(0x80 >> bit % 8);
                highest = bit;
            }
        }

        var writer = Start();
        writer.WriteBitString(octets[..(highest / 8 + 1)], 7 - highest % 8);
        return new(Oids.KeyUsage, true, writer.Encode());
    }

    public static ExtensionToWrite ExtendedKeyUsage(IEnumerable<ObjectIdentifier> purposes)
    {
        var writer = Start();
        using (writer.PushSequence())
        {
            foreach (var purpose in purposes)
            {
                writer.WriteEncodedValue(purpose.Encoded);
            }
        }

        return new(Oids.ExtendedKeyUsage, false, writer.Encode());
    }

    /// <summary>dNSName [2] for each host.</summary>
    public static ExtensionToWrite SubjectAlternativeName(IEnumerable<string> hosts, bool isCritical)
    {
        var writer = Start();
        using (writer.PushSequence())
        {
            foreach (var host in hosts)
            {
                writer.WriteCharacterString(UniversalTagNumber.IA5String, host, new Asn1Tag(TagClass.ContextSpecific, (int)GeneralNameKind.DnsName));
            }
        }

        return new(Oids.SubjectAlternativeName, isCritical, writer.Encode());
    }

    public static ExtensionToWrite SubjectKeyIdentifier(ReadOnlySpan<byte> identifier)
    {
        var writer = Start();
        writer.WriteOctetString(identifier);
        return new(Oids.SubjectKeyIdentifier, false, writer.Encode());
    }

    public static ExtensionToWrite AuthorityKeyIdentifier(ReadOnlySpan<byte> identifier)
    {
        var writer = Start();
        using (writer.PushSequence())
        {
            writer.WriteOctetString(identifier, new Asn1Tag(TagClass.ContextSpecific, 0));
        }

        return new(Oids.AuthorityKeyIdentifier, false, writer.Encode());
    }

    public static ExtensionToWrite Policies(IEnumerable<ObjectIdentifier> policies)
    {
        var writer = Start();
        using (writer.PushSequence())
        {
            foreach (var policy in policies)
            {
                using (writer.PushSequence())
                {
                    writer.WriteEncodedValue(policy.Encoded);
                }
            }
        }

        return new(Oids.CertificatePolicies, false, writer.Encode());
    }

    public static ExtensionToWrite DistributionPoint(Uri uri)
    {
        var writer = Start();
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            WriteDistributionPointName(writer, uri);
        }

        return new(Oids.CrlDistributionPoints, false, writer.Encode());
    }

    public static ExtensionToWrite AuthorityInformationAccess(Uri? ocsp, Uri? issuers)
    {
        var writer = Start();
        using (writer.PushSequence())
        {
            WriteAccess(writer, Oids.Ocsp, ocsp);
            WriteAccess(writer, Oids.CaIssuers, issuers);
        }

        return new(Oids.AuthorityInformationAccess, false, writer.Encode());
    }

    public static ExtensionToWrite NameConstraints(NameConstraints constraints)
    {
        var writer = Start();
        using (writer.PushSequence())
        {
            WriteSubtrees(writer, 0, constraints.Permitted);
            WriteSubtrees(writer, 1, constraints.Excluded);
        }

        return new(Oids.NameConstraints, true, writer.Encode());
    }

    // RFC 6960 §4.2.2.2.1: the value is NULL.
    public static ExtensionToWrite OcspNoCheck() => new(Oids.OcspNoCheck, false, new byte[] { DerTag.Null, 0x00 });

    /// <summary>distributionPoint [0] { fullName [0] { uniformResourceIdentifier [6] } }, the same in a certificate and in a CRL.</summary>
    public static void WriteDistributionPointName(AsnWriter writer, Uri uri)
    {
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
        {
            writer.WriteCharacterString(UniversalTagNumber.IA5String, uri.AbsoluteUri, new Asn1Tag(TagClass.ContextSpecific, 6));
        }
    }

    private static void WriteAccess(AsnWriter writer, ObjectIdentifier method, Uri? location)
    {
        if (location is null)
        {
            return;
        }

        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(method.Encoded);
            writer.WriteCharacterString(UniversalTagNumber.IA5String, location.AbsoluteUri, new Asn1Tag(TagClass.ContextSpecific, 6));
        }
    }

    private static void WriteSubtrees(AsnWriter writer, int tag, IReadOnlyList<GeneralName> names)
    {
        if (names.Count == 0)
        {
            return;
        }

        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, tag)))
        {
            foreach (var name in names)
            {
                using (writer.PushSequence())
                {
                    WriteName(writer, name);
                }
            }
        }
    }

    private static void WriteName(AsnWriter writer, GeneralName name)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, (int)name.Kind);
        if (name.Kind == GeneralNameKind.DirectoryName)
        {
            using (writer.PushSequence(tag))
            {
                writer.WriteEncodedValue(name.Content.Span);
            }
        }
        else
        {
            writer.WriteOctetString(name.Content.Span, tag);
        }
    }

    private static AsnWriter Start() => new(AsnEncodingRules.DER, 128);
}
