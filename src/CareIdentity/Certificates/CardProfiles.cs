using System.Collections.Concurrent;
using CareIdentity.Kernel;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Certificates;

/// <summary>The certificate profiles below each authority, made once from configuration; wrong configuration stops the service at start.</summary>
public sealed class CardProfiles
{
    private readonly ConcurrentDictionary<(CertificatePurpose, string, int, bool), CertificateProfile> known = new();
    private readonly CertificateOptions options;
    private readonly RaPolicy policy;

    public CardProfiles(CertificateOptions options, RaPolicy policy)
    {
        (this.options, this.policy) = (options, policy);
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new InvalidOperationException(string.Join(' ', problems));
        }

        _ = Create(CertificatePurpose.CardAuthentication, "start", options.CrlShards, false, options.SubjectParent);
    }

    internal CertificateProfile For(CertificateKind kind, bool temporary, ActiveIssuer issuer) =>
        Of(kind is CertificateKind.Authentication ? CertificatePurpose.CardAuthentication : CertificatePurpose.CardSigning, issuer.Name, issuer.CrlShards, temporary, ActiveIssuer.SubtreeOf(issuer.Issuer));

    internal CertificateProfile For(ServiceCertificateKind kind, ActiveIssuer issuer) =>
        Of(kind is ServiceCertificateKind.Server ? CertificatePurpose.ServiceTls : CertificatePurpose.ServiceSigning, issuer.Name, issuer.CrlShards, false, ActiveIssuer.SubtreeOf(issuer.Issuer));

    internal CertificateProfile ForOcsp(string issuer) => Of(CertificatePurpose.OcspSigning, issuer, 0, false, null);

    private CertificateProfile Of(CertificatePurpose purpose, string issuer, int shards, bool temporary, DistinguishedName? parent) =>
        known.GetOrAdd((purpose, issuer, shards, temporary), key => Create(key.Item1, key.Item2, key.Item3, key.Item4, parent ?? options.SubjectParent));

    private CertificateProfile Create(CertificatePurpose purpose, string issuer, int shards, bool temporary, DistinguishedName parent)
    {
        var isCard = purpose is CertificatePurpose.CardAuthentication or CertificatePurpose.CardSigning;
        // Nobody asks for the status of an OCSP signer (RFC 6960 §4.2.2.2.1), so it names no list.
        var isAskedFor = purpose is not CertificatePurpose.OcspSigning;
        return CertificateProfile.Create(new ProfileOptions
        {
            Purpose = purpose,
            Realm = options.Realm,
            IsTemporaryAccessCard = temporary,
            Lifetime = isCard ? Lifetime.OfYears(policy.CertificateYears) : null,
            Arc = options.Arc,
            SubjectParent = parent,
            CrlShards = isAskedFor && options.Origin is not null ? shards : 0,
            CrlDistributionPoint = isAskedFor ? At(shards > 0 ? PkiAddresses.Shards(issuer) : PkiAddresses.Crl(issuer)) : null,
            Ocsp = isAskedFor ? At(PkiAddresses.Ocsp) : null,
            IssuerCertificate = At(PkiAddresses.Certificate(issuer)),
        }).Value;
    }

    private Uri? At(string path) => options.Origin is null ? null : new Uri(options.Origin, path);
}
