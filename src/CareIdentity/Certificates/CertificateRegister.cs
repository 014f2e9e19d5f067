using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Revocation;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>
/// Puts certificates into service and out of it, in the commit of whatever is the cause: adds to the context, never saves.
/// Its methods are internal: a page revokes by cancelling a card or closing a profile, the operator by <see cref="RevokeServiceCertificate"/>.
/// </summary>
public sealed class CertificateRegister(CareIdentityDb db, AuditTrail audit, StatusAnswers answers, TimeProvider clock)
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

    /// <summary>
    /// Everything that a card carries stops being valid, for good; what was on hold, too. Refused where that reason is not for this
    /// actor to give about that holder.
    /// </summary>
    internal async Task<Refusal?> RevokeOfCardAsync(Guid smartcardId, Guid? holder, RevocationReason why, Actor actor, Reason reason, CancellationToken ct)
    {
        if (RevocationReasons.CanBeLifted(why))
        {
            throw new ArgumentOutOfRangeException(nameof(why), why, "A hold is not for good.");
        }

        if (RevocationRules.Check(RevocationRules.PartyOf(actor, holder), why) is { } refusal)
        {
            return refusal;
        }

        await EndAsync(db.Certificates.Where(c => c.SmartcardId == smartcardId), why, actor, reason, ct);
        return null;
    }

    /// <summary>The card is suspended: what it carries is revoked until it is released or revoked for good.</summary>
    internal async Task HoldOfCardAsync(Guid smartcardId, Actor actor, Reason reason, CancellationToken ct)
    {
        foreach (var certificate in await db.Certificates.Where(c => c.SmartcardId == smartcardId && c.Status == CertificateStatus.Active).ToListAsync(ct))
        {
            Revoke(certificate, RevocationReason.CertificateHold, actor, reason);
        }
    }

    /// <summary>The card is no longer suspended. Only a hold ends so (RFC 5280 §5.3.1); what is revoked for good stays so.</summary>
    internal async Task ReleaseOfCardAsync(Guid smartcardId, Actor actor, Reason reason, CancellationToken ct)
    {
        var held = db.Certificates.Where(c => c.SmartcardId == smartcardId && c.Status == CertificateStatus.Revoked && c.Reason == RevocationReason.CertificateHold);
        foreach (var certificate in await held.ToListAsync(ct))
        {
            certificate.Release();
            Tell(certificate);
            audit.Record(actor, reason, CertificateReleased.Of(certificate));
        }
    }

    /// <summary>The holder of the card goes on under another profile.</summary>
    internal async Task FollowHolderAsync(Guid smartcardId, Guid holder, CancellationToken ct)
    {
        foreach (var certificate in await db.Certificates.Where(c => c.SmartcardId == smartcardId).ToListAsync(ct))
        {
            certificate.ProfileId = holder;
        }
    }

    /// <summary>What earlier runs of an unfinished operation made, and what is not known to be on the card.</summary>
    internal Task AbandonAsync(Guid operationId, Actor actor, CancellationToken ct) =>
        EndAsync(
            db.Certificates.Where(c => c.OperationId == operationId && c.Status != CertificateStatus.Active),
            RevocationReason.CessationOfOperation,
            actor,
            new Reason("The card was not finished."),
            ct);

    /// <summary>Gives up a serial number whose signature, if there is one, nobody holds.</summary>
    internal void MakeVoid(CertificateRecord certificate)
    {
        certificate.MakeVoid();
        Tell(certificate);
    }

    /// <summary>The same for one that was asked for by file.</summary>
    internal void MakeVoid(ServiceCertificateRecord certificate)
    {
        certificate.MakeVoid();
        Tell(certificate.IssuerId, certificate.Serial, certificate.CrlShard);
    }

    /// <summary>Ends the certificate of a server or of a signer, for good.</summary>
    internal void Revoke(ServiceCertificateRecord certificate, RevocationReason why)
    {
        certificate.Revoke(why, SetUpIssuers.WholeSeconds(clock.GetUtcNow()));
        Tell(certificate.IssuerId, certificate.Serial, certificate.CrlShard);
    }

    private async Task EndAsync(IQueryable<CertificateRecord> certificates, RevocationReason why, Actor actor, Reason reason, CancellationToken ct)
    {
        var open = await certificates
            .Where(c => c.Status == CertificateStatus.Reserved || c.Status == CertificateStatus.Issued || c.Status == CertificateStatus.Active
                || (c.Status == CertificateStatus.Revoked && c.Reason == RevocationReason.CertificateHold))
            .ToListAsync(ct);
        foreach (var certificate in open)
        {
            if (certificate.Status is CertificateStatus.Reserved)
            {
                MakeVoid(certificate);
                audit.Record(actor, reason, CertificateVoided.Of(certificate));
            }
            else
            {
                Revoke(certificate, why, actor, reason);
            }
        }
    }

    private void Revoke(CertificateRecord certificate, RevocationReason why, Actor actor, Reason reason)
    {
        // Lists and answers know whole seconds only.
        certificate.Revoke(why, SetUpIssuers.WholeSeconds(clock.GetUtcNow()));
        Tell(certificate);
        audit.Record(actor, reason, CertificateRevoked.Of(certificate));
    }

    private void Tell(CertificateRecord certificate) => Tell(certificate.IssuerId, certificate.Serial, certificate.CrlShard);

    /// <summary>In the same commit, so that every node gives up the answers it has made; this one looks at once.</summary>
    private void Tell(Guid issuerId, string serial, int shard)
    {
        var now = clock.GetUtcNow();
        db.RevocationChanges.Add(new RevocationChange { Id = Guid.CreateVersion7(now), IssuerId = issuerId, Serial = serial, Shard = shard, At = now });
        db.SavedChanges += (_, _) => answers.Forget(issuerId, serial);
    }
}

public sealed record CertificateRevoked : CareEvent
{
    public required Guid IssuerId { get; init; }

    public required Guid SmartcardId { get; init; }

    public required string Serial { get; init; }

    public required RevocationReason RevokedFor { get; init; }

    public override string InWords => RevokedFor is RevocationReason.CertificateHold ? $"Put certificate {Serial} on hold." : $"Revoked certificate {Serial}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Issuer(IssuerId), AuditSubject.Smartcard(SmartcardId)];

    internal static CertificateRevoked Of(CertificateRecord record) =>
        new() { IssuerId = record.IssuerId, SmartcardId = record.SmartcardId, Serial = record.Serial, RevokedFor = record.Reason!.Value };
}

public sealed record CertificateReleased : CareEvent
{
    public required Guid IssuerId { get; init; }

    public required Guid SmartcardId { get; init; }

    public required string Serial { get; init; }

    public override string InWords => $"Released certificate {Serial} from hold.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Issuer(IssuerId), AuditSubject.Smartcard(SmartcardId)];

    internal static CertificateReleased Of(CertificateRecord record) =>
        new() { IssuerId = record.IssuerId, SmartcardId = record.SmartcardId, Serial = record.Serial };
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
