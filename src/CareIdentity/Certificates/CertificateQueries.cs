using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Revocation;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>One certificate as a page or a download shows it.</summary>
public sealed record CertificateView(
    Guid Id,
    CertificateKind Kind,
    CertificateStatus Status,
    string Serial,
    string IssuerName,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    DateTimeOffset? RevokedAt,
    RevocationReason? Reason,
    byte[]? Certificate)
{
    /// <summary>The last day on which it works, in England.</summary>
    public DateOnly LastDay => ClockDates.OnDay(NotAfter);
}

/// <summary>Reads over the register of certificates.</summary>
public sealed class CertificateQueries(CareIdentityDb db)
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<CertificateView>> OfCardAsync(Guid smartcardId, CancellationToken ct) =>
        await db.Certificates.AsNoTracking()
            .Where(c => c.SmartcardId == smartcardId)
            .OrderByDescending(c => c.Id)
            .Join(db.Issuers, c => c.IssuerId, i => i.Id, (c, i) => new CertificateView(
                c.Id, c.Kind, c.Status, c.Serial, i.Name, c.NotBefore, c.NotAfter, c.RevokedAt, c.Reason, c.Certificate))
            .ToListAsync(ct);
}
