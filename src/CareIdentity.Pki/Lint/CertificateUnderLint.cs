using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Pki.Lint;

/// <summary>A certificate about to be signed, with every extension read once, beside the profile it must follow and the issuer it names.</summary>
public sealed class CertificateUnderLint
{
    /// <exception cref="PkiFormatException">An extension or a name is malformed.</exception>
    internal CertificateUnderLint(ParsedTbs tbs, CertificateProfile profile, ParsedTbs issuer)
    {
        Tbs = tbs;
        Profile = profile;
        Issuer = issuer;
        Subject = tbs.SubjectName;
        Key = SubjectPublicKey.Parse(tbs.PublicKey);
        BasicConstraints = tbs.BasicConstraints;
        KeyUsage = tbs.KeyUsage;
        ExtendedKeyUsage = tbs.ExtendedKeyUsage;
        SubjectKeyIdentifier = tbs.SubjectKeyIdentifier;
        AuthorityKeyIdentifier = tbs.AuthorityKeyIdentifier;
        Policies = tbs.Policies;
        NameConstraints = tbs.NameConstraints;
        AlternativeNames = tbs.SubjectAlternativeNames;
        CrlDistributionPoints = tbs.CrlDistributionPoints;
        AuthorityInformationAccess = tbs.AuthorityInformationAccess;
    }

    public ParsedTbs Tbs { get; }

    public CertificateProfile Profile { get; }

    /// <summary>The issuer's certificate; for a root, the certificate itself.</summary>
    public ParsedTbs Issuer { get; }

    public DistinguishedName Subject { get; }

    public SubjectPublicKey Key { get; }

    public BasicConstraints? BasicConstraints { get; }

    public bool IsAuthority => BasicConstraints is { IsAuthority: true };

    public bool IsRoot => ReferenceEquals(Tbs, Issuer);

    public KeyUsages? KeyUsage { get; }

    public IReadOnlyList<ObjectIdentifier>? ExtendedKeyUsage { get; }

    public ReadOnlyMemory<byte>? SubjectKeyIdentifier { get; }

    public AuthorityKeyIdentifier? AuthorityKeyIdentifier { get; }

    public IReadOnlyList<ObjectIdentifier> Policies { get; }

    public NameConstraints? NameConstraints { get; }

    public IReadOnlyList<GeneralName> AlternativeNames { get; }

    public IReadOnlyList<string> CrlDistributionPoints { get; }

    public IReadOnlyList<(ObjectIdentifier Method, GeneralName Location)> AuthorityInformationAccess { get; }

    /// <summary>Whether the extension is there; and critical or not.</summary>
    public bool? Criticality(ObjectIdentifier type) => Tbs.TryFind(type, out _, out var critical) ? critical : null;
}
