using CareIdentity.Data;
using CareIdentity.Pki.Revocation;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>One certificate of a server or of a signer of documents, as the operator's list shows it.</summary>
public sealed record ServiceCertificateView(
    string Serial, ServiceCertificateKind Kind, string Name, CertificateStatus Status, DateTimeOffset NotAfter, DateTimeOffset? RevokedAt, RevocationReason? Reason);

public sealed class ServiceCertificateQueries(CareIdentityDb db)
{
    /// <summary>What ends soonest first.</summary>
    public async Task<IReadOnlyList<ServiceCertificateView>> AllAsync(CancellationToken ct) =>
        await db.ServiceCertificates.AsNoTracking()
            .OrderBy(c => c.NotAfter).ThenBy(c => c.Id)
            .Select(c => new ServiceCertificateView(c.Serial, c.Kind, c.Name, c.Status, c.NotAfter, c.RevokedAt, c.Reason))
            .ToListAsync(ct);
}
