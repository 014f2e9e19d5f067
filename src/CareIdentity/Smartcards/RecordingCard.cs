using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Kernel;

namespace CareIdentity.Smartcards;

/// <summary>
/// The last step: card, certificates, operation and history become true in one commit, after the actor and the rules were asked once
/// more. Up to here nothing was active; from here on all of it is.
/// </summary>
public sealed class RecordingCard(
    CardAuthority authority, OperationTrust trust, CertificateRegister certificates, AdoptedKeys adopted, IEnumerable<IFollowsCard> followers, AuditTrail audit, TimeProvider clock)
{
    internal async Task<Refusal?> RunAsync(CardRun run, CancellationToken ct)
    {
        var refusal = await trust.CheckAsync(run.Actor, ct)
            ?? await authority.DecideAgainAsync(run, ct)
            ?? await BecomeTrueAsync(run, ct);
        if (refusal is null)
        {
            run.Operation.Finish(clock.GetUtcNow());
        }

        return refusal;
    }

    private async Task<Refusal?> BecomeTrueAsync(CardRun run, CancellationToken ct)
    {
        if (!run.Keys.ManagementNow.IsForeign && !run.Keys.UnblockingNow.IsForeign)
        {
            await adopted.ForgetAsync(run.Card.Id, ct);
        }

        return run.Operation.Kind switch
        {
            CardOperationKind.Issue or CardOperationKind.IssueLocked => await IssuedAsync(run, ct),
            CardOperationKind.Renew or CardOperationKind.Repair => await RenewedAsync(run, ct),
            CardOperationKind.Unlock => Told(run.Card.Unlock(), run, new SmartcardUnlocked { ProfileId = run.Holder.Id, SmartcardId = run.Card.Id, Card = run.Card.Serial }),
            CardOperationKind.ChangePasscode => Told(null, run, new PasscodeChanged { ProfileId = run.Holder.Id, SmartcardId = run.Card.Id, Card = run.Card.Serial }),
            CardOperationKind.Clear => Told(run.Card.Clear(), run, new SmartcardCleared { ProfileId = run.Holder.Id, SmartcardId = run.Card.Id, Card = run.Card.Serial }),
            CardOperationKind.Cancel => Told(null, run, new CancelledSmartcardEmptied { ProfileId = run.Holder.Id, SmartcardId = run.Card.Id, Card = run.Card.Serial }),
            _ => throw new InvalidOperationException($"{run.Operation.Kind} has no record."),
        };
    }

    private Refusal? Told(Refusal? refusal, CardRun run, CareEvent done)
    {
        if (refusal is null)
        {
            audit.Record(run.Actor, run.Operation.Reason, done);
        }

        return refusal;
    }

    private async Task<Refusal?> IssuedAsync(CardRun run, CancellationToken ct)
    {
        var locked = run.Operation.Kind is CardOperationKind.IssueLocked;
        if (run.Card.Issue(run.Holder.Id, run.Operation.ActorId, run.CardUuid, locked, run.Operation.BesideAnother, clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        await certificates.ActivateAsync(run.Operation.Id, [run.Authentication.Id, run.Signing.Id], ct);
        foreach (var follower in followers)
        {
            await follower.CardIssuedAsync(run.Holder.Id, run.Actor, ct);
        }

        return Told(null, run, new SmartcardIssued
        {
            ProfileId = run.Holder.Id,
            SmartcardId = run.Card.Id,
            Card = run.Card.Serial,
            Locked = locked,
            AuthenticationSerial = run.Authentication.Serial,
            SigningSerial = run.Signing.Serial,
            WorksUntil = ClockDates.OnDay(run.Authentication.NotAfter),
        });
    }

    private async Task<Refusal?> RenewedAsync(CardRun run, CancellationToken ct)
    {
        var repaired = run.Operation.Kind is CardOperationKind.Repair;
        if (run.Card.Renew(!repaired && run.Operation.IsOwn) is { } refusal)
        {
            return refusal;
        }

        await certificates.ActivateAsync(run.Operation.Id, [run.Authentication.Id, run.Signing.Id], ct);
        return Told(null, run, new SmartcardRenewed
        {
            ProfileId = run.Holder.Id,
            SmartcardId = run.Card.Id,
            Card = run.Card.Serial,
            Repaired = repaired,
            AuthenticationSerial = run.Authentication.Serial,
            SigningSerial = run.Signing.Serial,
            WorksUntil = ClockDates.OnDay(run.Authentication.NotAfter),
        });
    }
}
