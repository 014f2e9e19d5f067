using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Certificates;

/// <summary>What the operator decides about certificates. The limits of it are checked when the profiles are made, at start.</summary>
public sealed record CertificateOptions
{
    /// <summary>A service is live or for training, never both.</summary>
    public Realm Realm { get; init; } = Realm.Training;

    public PolicyArc Arc { get; init; } = PolicyArc.Example;

    /// <summary>What stands above the UUID in a card's subject; must lie in the subtree that the issuing authority is held to.</summary>
    public DistinguishedName SubjectParent { get; init; } = Pki.Issuing.TrainingHierarchy.SubjectParent;

    public Uri? CrlDistributionPoint { get; init; }

    public Uri? Ocsp { get; init; }

    public Uri? IssuerCertificate { get; init; }
}
