using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Revocation;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>
/// Puts certificates into service and out of it, in the commit of whatever is the cause: adds to the context, never saves.
/// Its methods are internal: a page revokes by cancelling a card or closing a profile.
/// </summary>
public sealed class CertificateRegister(CareIdentityDb db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The certificates that an operation has written to the card become active, together.</summary>
    internal async Task<IReadOnlyList<CertificateRecord>> ActivateAsync(Guid operationId, IReadOnlyCollection<Guid> written, CancellationToken ct)
    {
        var records = await db.Certificates.Where(c => c.OperationId == operationId && written.Contains(c.Id)).ToListAsync(ct);
        foreach (var record in records)
        {
            record.Activate();
        }

        return records;
    }

    /// <summary>Everything that a card carries stops being valid.</summary>
    internal Task RevokeOfCardAsync(Guid smartcardId, RevocationReason why, Actor actor, Reason reason, CancellationToken ct) =>
        EndAsync(db.Certificates.Where(c => c.SmartcardId == smartcardId), why, actor, reason, ct);

    /// <summary>What earlier runs of an unfinished operation made, and what is not known to be on the card.</summary>
    internal Task AbandonAsync(Guid operationId, Actor actor, CancellationToken ct) =>
        EndAsync(
            db.Certificates.Where(c => c.OperationId == operationId && c.Status != CertificateStatus.Active),
            RevocationReason.CessationOfOperation,
            actor,
            new Reason("The card was not finished."),
            ct);

    private async Task EndAsync(IQueryable<CertificateRecord> certificates, RevocationReason why, Actor actor, Reason reason, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var open = await certificates
            .Where(c => c.Status == CertificateStatus.Reserved || c.Status == CertificateStatus.Issued || c.Status == CertificateStatus.Active)
            .ToListAsync(ct);
        foreach (var certificate in open)
        {
            if (certificate.Status is CertificateStatus.Reserved)
            {
                certificate.MakeVoid();
                audit.Record(actor, reason, CertificateVoided.Of(certificate));
            }
            else
            {
                certificate.Revoke(why, now);
                audit.Record(actor, reason, CertificateRevoked.Of(certificate));
            }
        }
    }
}

public sealed record CertificateRevoked : CareEvent
{
    public required Guid IssuerId { get; init; }

    public required Guid SmartcardId { get; init; }

    public required string Serial { get; init; }

    public required RevocationReason RevokedFor { get; init; }

    public override string InWords => $"Revoked certificate {Serial}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Issuer(IssuerId), AuditSubject.Smartcard(SmartcardId)];

    internal static CertificateRevoked Of(CertificateRecord record) =>
        new() { IssuerId = record.IssuerId, SmartcardId = record.SmartcardId, Serial = record.Serial, RevokedFor = record.Reason!.Value };
}

public sealed record CertificateVoided : CareEvent
{
    public required Guid IssuerId { get; init; }

    public required Guid SmartcardId { get; init; }

    public required string Serial { get; init; }

    public override string InWords => $"Gave up serial number {Serial}: no signature was kept.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Issuer(IssuerId), AuditSubject.Smartcard(SmartcardId)];

    internal static CertificateVoided Of(CertificateRecord record) =>
        new() { IssuerId = record.IssuerId, SmartcardId = record.SmartcardId, Serial = record.Serial };
}
