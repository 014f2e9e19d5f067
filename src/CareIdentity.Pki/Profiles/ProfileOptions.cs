using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Profiles;

/// <summary>Configuration of one kind of certificate. Configuration is not a profile: <see cref="CertificateProfile.Create"/> checks every limit first.</summary>
public sealed record ProfileOptions
{
    public required CertificatePurpose Purpose { get; init; }

    public required Realm Realm { get; init; }

    /// <summary>Null means the usual lifetime of the purpose; for cards two years (decisions §3).</summary>
    public Lifetime? Lifetime { get; init; }

    /// <summary>The operator's arc, below which the policies stand.</summary>
    public PolicyArc Arc { get; init; } = PolicyArc.Example;

    /// <summary>For a Temporary Access Card, which is marked as such in its policy.</summary>
    public bool IsTemporaryAccessCard { get; init; }

    /// <summary>What stands above the UUID in the subject of a card, e.g. the operator's organisation; empty for nothing.</summary>
    public DistinguishedName SubjectParent { get; init; } = DistinguishedName.Empty;

    /// <summary>Where the issuer's revocation list is fetched, over plain HTTP as it is signed itself.</summary>
    public Uri? CrlDistributionPoint { get; init; }

    /// <summary>
    /// How many shards the issuer's list has; 0 for one complete list. With shards <see cref="CrlDistributionPoint"/> is the address above
    /// them (it ends in a slash), and each certificate carries that of its own: <see cref="Revocation.CrlShard"/>.
    /// </summary>
    public int CrlShards { get; init; }

    /// <summary>Where the status of one certificate is asked.</summary>
    public Uri? Ocsp { get; init; }

    /// <summary>Where the issuer's own certificate is fetched.</summary>
    public Uri? IssuerCertificate { get; init; }

    /// <summary>For an issuing authority: the only subtree in which it may name subjects.</summary>
    public DistinguishedName? PermittedSubtree { get; init; }
}
