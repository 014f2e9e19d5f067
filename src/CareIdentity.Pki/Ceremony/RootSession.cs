using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Profiles;
using CareIdentity.Pki.Revocation;

namespace CareIdentity.Pki.Ceremony;

/// <summary>What a root does while it is open: certifies issuing authorities, and says which of them are revoked. Nothing else.</summary>
public sealed class RootSession(ParsedCertificate root, KeyName keyName, IKeyStore store)
{
    /// <summary>A year and a day: the next meeting may be a day late (certificate policy §4.9.7: at most 366 days).</summary>
    public static readonly TimeSpan ListLifetime = TimeSpan.FromDays(366);

    /// <summary>Certifies the key of a request as an issuing authority of the plan's realm, held to the plan's subtree.</summary>
    public async Task<Checked<ParsedCertificate>> CertifyAsync(
        CeremonyPlan plan, CertificationRequest request, SerialNumber serialNumber, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var profile = CertificateProfile.Create(new ProfileOptions
        {
            Purpose = CertificatePurpose.IssuingAuthority,
            Realm = plan.Realm,
            Arc = plan.Arc,
            PermittedSubtree = plan.SubjectParent,
            CrlDistributionPoint = new Uri(plan.Origin, $"/pki/{plan.RootSlug}.crl"),
            IssuerCertificate = new Uri(plan.Origin, $"/pki/{plan.RootSlug}.cer"),
        });
        if (!profile.Passed)
        {
            return Checked<ParsedCertificate>.FromFindings(profile.Findings);
        }

        using var issuer = (await Issuer.LoadAsync(root, keyName, store, cancellationToken).ConfigureAwait(false)).Value;
        var prepared = issuer.Prepare(profile.Value, new CertificateRequestDetails
        {
            Subject = plan.SubjectParent.With((Oids.CommonName, request.CommonName)),
            PublicKey = request.PublicKey,
            SerialNumber = serialNumber,
            NotBefore = now,
        });
        return prepared.Passed
            ? await issuer.SignAsync(prepared.Value, cancellationToken).ConfigureAwait(false)
            : Checked<ParsedCertificate>.FromFindings(prepared.Findings);
    }

    public async Task<Checked<byte[]>> ListAsync(long number, IReadOnlyList<RevokedCertificate> revoked, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var issuer = (await Issuer.LoadAsync(root, keyName, store, cancellationToken).ConfigureAwait(false)).Value;
        var details = new CrlDetails { Number = number, ThisUpdate = now, NextUpdate = now + ListLifetime };
        return await CrlWriter.WriteAsync(issuer, details, revoked, cancellationToken).ConfigureAwait(false);
    }
}
