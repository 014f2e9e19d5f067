using CareIdentity.Kernel;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Certificates;

/// <summary>The two certificate profiles of a smartcard, made once from configuration; wrong configuration stops the service at start.</summary>
public sealed class CardProfiles(CertificateOptions options, RaPolicy policy)
{
    private readonly CertificateProfile authentication = Create(CertificatePurpose.CardAuthentication, options, policy);
    private readonly CertificateProfile signing = Create(CertificatePurpose.CardSigning, options, policy);

    internal CertificateProfile For(CertificateKind kind) => kind is CertificateKind.Authentication ? authentication : signing;

    private static CertificateProfile Create(CertificatePurpose purpose, CertificateOptions options, RaPolicy policy) =>
        CertificateProfile.Create(new ProfileOptions
        {
            Purpose = purpose,
            Realm = options.Realm,
            Lifetime = Lifetime.OfYears(policy.CertificateYears),
            Arc = options.Arc,
            SubjectParent = options.SubjectParent,
            CrlDistributionPoint = options.CrlDistributionPoint,
            Ocsp = options.Ocsp,
            IssuerCertificate = options.IssuerCertificate,
        }).Value;
}
