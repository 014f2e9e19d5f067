using System.Diagnostics.CodeAnalysis;

namespace CareIdentity.Pki.Encoding;

/// <summary>
/// A TBSCertificate read strictly (RFC 5280 §4.1): the part of a certificate that is linted, stored and signed. Values are slices of
/// the bytes; extension values are read when asked for, and then again strictly.
/// </summary>
public sealed class ParsedTbs
{
    /// <summary>Larger is refused unread: a card holds about three kilobytes, a certificate with a hundred policies about ten.</summary>
    public const int MostOctets = 64 * 1024;

    private const int MostExtensions = 64;

    private readonly CertificateExtension[] _extensions;

    private ParsedTbs(ReadOnlyMemory<byte> der)
    {
        Der = der;
        var span = der.Span;
        var outer = new DerReader(span);
        var tbs = outer.EnterSequence();
        outer.RequireEnd();

        Version = ReadVersion(ref tbs);
        SerialNumberContent = tbs.ReadInteger().Of(der);
        SignatureAlgorithm = tbs.ReadEncoded(DerTag.Sequence).Of(der);
        Issuer = tbs.ReadEncoded(DerTag.Sequence).Of(der);
        var validity = tbs.EnterSequence();
        NotBefore = DerTime.Read(ref validity, out var beforeForm);
        NotAfter = DerTime.Read(ref validity, out var afterForm);
        validity.RequireEnd();
        (NotBeforeForm, NotAfterForm) = (beforeForm, afterForm);
        Subject = tbs.ReadEncoded(DerTag.Sequence).Of(der);
        PublicKey = tbs.ReadEncoded(DerTag.Sequence).Of(der);
        // [1] and [2] are IMPLICIT BIT STRING, so primitive in DER.
        HasUniqueIdentifiers = tbs.TryRead(DerTag.Context(1), out _) | tbs.TryRead(DerTag.Context(2), out _);
        _extensions = tbs.TryRead(DerTag.ContextConstructed(3), out var extensions) ? ReadExtensions(tbs.Inside(extensions), der) : [];
        tbs.RequireEnd();
        if (Version < 3 && _extensions.Length > 0)
        {
            throw new PkiFormatException("Extensions stand only in version 3 (RFC 5280 §4.1.2.9).");
        }
    }

    public ReadOnlyMemory<byte> Der { get; }

    public int Version { get; }

    /// <summary>The content octets of the serial number, as written.</summary>
    public ReadOnlyMemory<byte> SerialNumberContent { get; }

    /// <summary>The AlgorithmIdentifier inside the signed part (RFC 5280 §4.1.2.3).</summary>
    public ReadOnlyMemory<byte> SignatureAlgorithm { get; }

    public ReadOnlyMemory<byte> Issuer { get; }

    public DateTimeOffset NotBefore { get; }

    /// <summary>The last second in which the certificate is valid: inclusive (RFC 5280 §4.1.2.5).</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>The tag that <see cref="NotBefore"/> was written with.</summary>
    public byte NotBeforeForm { get; }

    public byte NotAfterForm { get; }

    public ReadOnlyMemory<byte> Subject { get; }

    /// <summary>The whole SubjectPublicKeyInfo.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    public bool HasUniqueIdentifiers { get; }

    public IReadOnlyList<CertificateExtension> Extensions => _extensions;

    /// <summary>The same for rules that go through all of them for every certificate.</summary>
    internal ReadOnlySpan<CertificateExtension> EachExtension => _extensions;

    // Read once and kept, as an issuer's certificate is asked again for each certificate below it. Two threads may both read: the
    // octets do not change, so whichever result stays is right.
    public DistinguishedName SubjectName => field ??= DistinguishedName.Read(Subject);

    public DistinguishedName IssuerName => field ??= DistinguishedName.Read(Issuer);

    public bool IsSelfIssued => Issuer.Span.SequenceEqual(Subject.Span);

    /// <summary>Null when the extension is absent: then the subject is not an authority.</summary>
    public BasicConstraints? BasicConstraints => TryFind(Oids.BasicConstraints, out var value) ? ExtensionReader.BasicConstraints(value.Span) : null;

    public bool IsAuthority => BasicConstraints is { IsAuthority: true };

    /// <summary>Null when the extension is absent: then RFC 5280 leaves the use of the key open.</summary>
    public KeyUsages? KeyUsage => TryFind(Oids.KeyUsage, out var value) ? ExtensionReader.KeyUsage(value.Span) : null;

    public IReadOnlyList<ObjectIdentifier>? ExtendedKeyUsage =>
        field ??= TryFind(Oids.ExtendedKeyUsage, out var value) ? ExtensionReader.ExtendedKeyUsage(value.Span) : null;

    public ReadOnlyMemory<byte>? SubjectKeyIdentifier =>
        TryFind(Oids.SubjectKeyIdentifier, out var value) ? ExtensionReader.SubjectKeyIdentifier(value.Span).Of(value) : (ReadOnlyMemory<byte>?)null;

    public AuthorityKeyIdentifier? AuthorityKeyIdentifier =>
        TryFind(Oids.AuthorityKeyIdentifier, out var value) ? ExtensionReader.AuthorityKeyIdentifier(value) : null;

    public IReadOnlyList<ObjectIdentifier> Policies =>
        field ??= TryFind(Oids.CertificatePolicies, out var value) ? ExtensionReader.Policies(value.Span) : [];

    public IReadOnlyList<string> CrlDistributionPoints =>
        TryFind(Oids.CrlDistributionPoints, out var value) ? ExtensionReader.DistributionPointUris(value) : [];

    public IReadOnlyList<(ObjectIdentifier Method, GeneralName Location)> AuthorityInformationAccess =>
        TryFind(Oids.AuthorityInformationAccess, out var value) ? ExtensionReader.AuthorityInformationAccess(value) : [];

    public NameConstraints? NameConstraints => field ??= TryFind(Oids.NameConstraints, out var value) ? ExtensionReader.NameConstraints(value) : null;

    public IReadOnlyList<GeneralName> SubjectAlternativeNames =>
        TryFind(Oids.SubjectAlternativeName, out var value) ? ExtensionReader.GeneralNames(value) : [];

    /// <summary>Reads and checks the outer form; throws when a field is missing, doubled, out of order or not DER.</summary>
    /// <exception cref="PkiFormatException">The bytes are not a TBSCertificate.</exception>
    public static ParsedTbs Parse(ReadOnlyMemory<byte> der) =>
        der.Length <= MostOctets ? new ParsedTbs(der) : throw new PkiFormatException("The certificate is larger than any that is read here.");

    /// <summary>The first extension of this type; a repeated type is for the rules to refuse (RFC 5280 §4.2).</summary>
    public bool TryFind(ObjectIdentifier type, out ReadOnlyMemory<byte> value) => TryFind(type, out value, out _);

    public bool TryFind(ObjectIdentifier type, out ReadOnlyMemory<byte> value, out bool isCritical)
    {
        foreach (var extension in _extensions)
        {
            if (extension.Is(type))
            {
                (value, isCritical) = (extension.Value, extension.IsCritical);
                return true;
            }
        }

        (value, isCritical) = (default, false);
        return false;
    }

    // version [0] EXPLICIT Version DEFAULT v1
    private static int ReadVersion(ref DerReader tbs)
    {
        if (!tbs.TryRead(DerTag.ContextConstructed(0), out var range))
        {
            return 1;
        }

        var inner = tbs.Inside(range);
        var version = inner.ReadSmallNumber() + 1;
        inner.RequireEnd();
        return version is 2 or 3 ? version : throw new PkiFormatException("The version is not 2 or 3, or writes out its default (RFC 5280 §4.1.2.1).");
    }

    // Extensions ::= SEQUENCE SIZE (1..MAX) OF SEQUENCE { extnID OID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
    private static CertificateExtension[] ReadExtensions(DerReader explicitTag, ReadOnlyMemory<byte> der)
    {
        var list = explicitTag.EnterSequence();
        explicitTag.RequireEnd();
        Span<(DerRange Type, bool Critical, DerRange Value)> found = stackalloc (DerRange, bool, DerRange)[MostExtensions];
        var count = 0;
        do
        {
            if (count == MostExtensions)
            {
                throw new PkiFormatException("The certificate has too many extensions.");
            }

            var extension = list.EnterSequence();
            var type = extension.ReadObjectIdentifier();
            var critical = extension.NextIs(DerTag.Boolean)
                && (extension.ReadBoolean() ? true : throw new PkiFormatException("critical writes out its default (X.690 §11.5)."));
            found[count++] = (type, critical, extension.Read(DerTag.OctetString));
            extension.RequireEnd();
        }
        while (!list.IsEmpty);

        var extensions = new CertificateExtension[count];
        for (var i = 0; i < count; i++)
        {
            extensions[i] = new CertificateExtension(found[i].Type.Of(der), found[i].Critical, found[i].Value.Of(der));
        }

        return extensions;
    }
}
