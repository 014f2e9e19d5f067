using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Kernel;

namespace CareIdentity.Smartcards;

/// <summary>
/// The last step: card, certificates, operation and history become true in one commit, after the actor and the rules were asked once
/// more. Up to here nothing was active; from here on all of it is.
/// </summary>
public sealed class RecordingCard(
    OperationTickets tickets, OperationTrust trust, CertificateRegister certificates, AuditTrail audit, TimeProvider clock)
{
    internal async Task<Refusal?> RunAsync(CardRun run, CancellationToken ct)
    {
        var refusal = await trust.CheckAsync(run.Actor, ct)
            ?? await tickets.AuthoriseAsync(run.Operation.Kind, run.Holder.Id, run.Actor, ct)
            ?? await tickets.DecideAsync(run.Operation, run.Actor, ct);
        if (refusal is not null)
        {
            return refusal;
        }

        return run.Operation.IsIssue ? await IssuedAsync(run, ct) : Unlocked(run);
    }

    private async Task<Refusal?> IssuedAsync(CardRun run, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var locked = run.Operation.Kind is CardOperationKind.IssueLocked;
        if (run.Card.Issue(run.Holder.Id, run.Operation.ActorId, run.CardUuid, locked, run.Operation.BesideAnother, now) is { } refusal)
        {
            return refusal;
        }

        await certificates.ActivateAsync(run.Operation.Id, [run.Authentication.Id, run.Signing.Id], ct);
        run.Operation.Finish(now);
        audit.Record(run.Actor, run.Operation.Reason, new SmartcardIssued
        {
            ProfileId = run.Holder.Id,
            SmartcardId = run.Card.Id,
            Card = run.Card.Serial,
            Locked = locked,
            AuthenticationSerial = run.Authentication.Serial,
            SigningSerial = run.Signing.Serial,
            WorksUntil = ClockDates.OnDay(run.Authentication.NotAfter),
        });
        return null;
    }

    private Refusal? Unlocked(CardRun run)
    {
        if (run.Card.Unlock() is { } refusal)
        {
            return refusal;
        }

        run.Operation.Finish(clock.GetUtcNow());
        audit.Record(run.Actor, run.Operation.Reason, new SmartcardUnlocked { ProfileId = run.Holder.Id, SmartcardId = run.Card.Id, Card = run.Card.Serial });
        return null;
    }
}

public sealed record SmartcardIssued : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required Guid SmartcardId { get; init; }

    public required CardSerial Card { get; init; }

    public required bool Locked { get; init; }

    public required string AuthenticationSerial { get; init; }

    public required string SigningSerial { get; init; }

    public required DateOnly WorksUntil { get; init; }

    public override string InWords => Locked
        ? $"Issued smartcard {Card.Spoken}, locked; it works until {WorksUntil:d MMMM yyyy}."
        : $"Issued smartcard {Card.Spoken}; it works until {WorksUntil:d MMMM yyyy}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId), AuditSubject.Smartcard(SmartcardId)];
}

public sealed record SmartcardUnlocked : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required Guid SmartcardId { get; init; }

    public required CardSerial Card { get; init; }

    public override string InWords => $"Unlocked smartcard {Card.Spoken} with its holder, who chose a new passcode.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId), AuditSubject.Smartcard(SmartcardId)];
}
