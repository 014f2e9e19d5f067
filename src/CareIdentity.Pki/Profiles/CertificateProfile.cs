using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Profiles;

/// <summary>
/// What one kind of certificate contains, checked and unchangeable. It has no public constructor: a certificate cannot be prepared
/// from configuration that was not checked.
/// </summary>
public sealed class CertificateProfile
{
    private CertificateProfile(ProfileOptions options, ProfileFamily family, Lifetime lifetime)
    {
        Purpose = options.Purpose;
        Realm = options.Realm;
        Family = family;
        Lifetime = lifetime;
        SubjectParent = options.SubjectParent;
        Policies = PoliciesOf(options);
        CrlDistributionPoint = options.CrlDistributionPoint;
        CrlShards = options.CrlShards;
        Ocsp = options.Ocsp;
        IssuerCertificate = options.IssuerCertificate;
        PermittedSubtree = options.PermittedSubtree;
        Extensions = new ProfileExtensions(this);
    }

    public CertificatePurpose Purpose { get; }

    public Realm Realm { get; }

    public Lifetime Lifetime { get; }

    public IReadOnlyList<ObjectIdentifier> Policies { get; }

    public KeyUsages KeyUsage => Family.KeyUsage;

    public IReadOnlyList<ObjectIdentifier> ExtendedKeyUsage => Family.ExtendedKeyUsage;

    public bool IsAuthority => Family.IsAuthority;

    internal ProfileFamily Family { get; }

    internal DistinguishedName SubjectParent { get; }

    internal Uri? CrlDistributionPoint { get; }

    internal int CrlShards { get; }

    internal Uri? Ocsp { get; }

    internal Uri? IssuerCertificate { get; }

    internal DistinguishedName? PermittedSubtree { get; }

    internal ProfileExtensions Extensions { get; }

    /// <summary>The subject of a card's certificate: the UUID and nothing else about the person.</summary>
    public DistinguishedName SubjectFor(SubjectUuid holder) => Family.NamesHolder
        ? holder.ToName(SubjectParent)
        : throw new InvalidOperationException($"A certificate for {Purpose} does not name a person.");

    /// <summary>Checks the options, each limit by its authority; all that is wrong is reported at once.</summary>
    public static Checked<CertificateProfile> Create(ProfileOptions options)
    {
        var family = ProfileFamily.For(options.Purpose);
        var lifetime = options.Lifetime ?? family.UsualLifetime;
        var findings = ProfileChecks.Check(options, family, lifetime).ToList();
        return findings.Count == 0
            ? Checked<CertificateProfile>.FromValue(new CertificateProfile(options, family, lifetime))
            : Checked<CertificateProfile>.FromFindings(findings);
    }

    // Whatever the arc, a root asserts nothing: as a trust anchor its policies are not processed (RFC 5280 §6.1.1 d).
    private static IReadOnlyList<ObjectIdentifier> PoliciesOf(ProfileOptions options) => options.Purpose switch
    {
        CertificatePurpose.RootAuthority => [],
        CertificatePurpose.IssuingAuthority => options.Arc.All(options.Realm),
        CertificatePurpose.OcspSigning or CertificatePurpose.ServiceTls or CertificatePurpose.ServiceSigning => [options.Arc.Service(options.Realm)],
        _ when options.IsTemporaryAccessCard => [options.Arc.TemporaryAccessCard(options.Realm)],
        _ => [options.Arc.Smartcard(options.Realm)],
    };
}
