using CareIdentity.Audit;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Iso7816.Channels;
using CareIdentity.Cards.Workstation;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>What the workstation tells the people at the desk before it lets the service at the card.</summary>
/// <param name="Card">The one card; null for any blank card.</param>
public sealed record OperationBriefing(Guid OperationId, CardOperationKind Kind, string HolderName, UserUuid HolderUuid, CardSerial? Card, string StartedBy);

/// <summary>
/// Carries out an operation over a card, wherever the card is. A ticket opens it once; each step is in the journal before its first
/// command is sent; whatever goes wrong leaves it interrupted, with the reason, and never half active.
/// </summary>
public sealed class CardOperationRunner(
    CareIdentityDb db, CardAuthority authority, OperationTrust trust, OperationJournal journal, CardWork work, SmartcardOptions options, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Takes the ticket: of any number who show it, one gets the operation.</summary>
    public async Task<Outcome<OperationBriefing>> RedeemAsync(string ticket, CancellationToken ct)
    {
        if (OperationTickets.Hash(ticket) is not { } hash)
        {
            return SmartcardRefusals.NoSuchTicket;
        }

        var now = clock.GetUtcNow();
        var until = now + OperationJournal.Lease;
        var version = Guid.CreateVersion7(now);
        var taken = await db.CardOperations
            .Where(o => o.TicketHash == hash && o.TicketRedeemedAt == null && o.TicketExpiresAt > now)
            .Where(o => o.State == CardOperationState.Planned || o.State == CardOperationState.Interrupted)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(o => o.TicketRedeemedAt, now)
                    .SetProperty(o => o.State, CardOperationState.Running)
                    .SetProperty(o => o.Attempt, o => o.Attempt + 1)
                    .SetProperty(o => o.LeaseUntil, until)
                    .SetProperty(o => o.Version, version),
                ct);
        if (taken != 1)
        {
            return SmartcardRefusals.NoSuchTicket;
        }

        var operation = await db.CardOperations.FirstAsync(o => o.TicketHash == hash, ct);
        var actor = operation.ToActor();
        var refusal = await trust.CheckAsync(actor, ct) ?? await authority.CheckAsync(operation.Kind, operation.ProfileId, operation.SmartcardId, actor, ct);
        if (refusal is not null)
        {
            return await InterruptAsync(operation.Id, operation.Attempt, refusal);
        }

        var holder = await db.Profiles.FirstAsync(p => p.Id == operation.ProfileId, ct);
        var card = await db.Smartcards.Where(c => c.Id == operation.SmartcardId).Select(c => c.Serial).FirstOrDefaultAsync(ct);
        return new OperationBriefing(operation.Id, operation.Kind, holder.FullName, holder.Uuid, card, operation.ActorName);
    }

    /// <summary>Does the whole plan over the card behind the channel, once, after <see cref="RedeemAsync"/>.</summary>
    public async Task<Outcome<Done>> RunAsync(OperationBriefing briefing, ICardChannel channel, CancellationToken ct)
    {
        var operation = await db.CardOperations.FirstAsync(o => o.Id == briefing.OperationId, ct);
        var attempt = operation.Attempt;
        try
        {
            var holder = await db.Profiles.FirstAsync(p => p.Id == operation.ProfileId, ct);
            using var run = new CardRun(operation, operation.ToActor(), holder, options.Trace is { } write ? new Trace(channel, write, clock) : channel);
            return await WalkAsync(run, channel as RemoteCardChannel, ct) is { } refusal ? await InterruptAsync(operation.Id, attempt, refusal) : Done.Instance;
        }
        catch (Exception trouble) when (Trouble(trouble) is { } refusal)
        {
            return await InterruptAsync(operation.Id, attempt, refusal);
        }
    }

    /// <summary>Ends a run that could not begin, such as for want of a card.</summary>
    internal async Task<Refusal> InterruptAsync(OperationBriefing briefing, Refusal refusal)
    {
        var attempt = await db.CardOperations.Where(o => o.Id == briefing.OperationId).Select(o => o.Attempt).FirstAsync(CancellationToken.None);
        return await InterruptAsync(briefing.OperationId, attempt, refusal);
    }

    private async Task<Refusal?> WalkAsync(CardRun run, RemoteCardChannel? workstation, CancellationToken ct)
    {
        var plan = CardSteps.Of(run.Operation.Kind);
        for (var number = 1; number <= plan.Count; number++)
        {
            if (workstation is not null)
            {
                await workstation.StepAsync(number, plan[number - 1].InWords(), ct);
            }

            var refusal = await journal.BeginAsync(run.Operation, number, plan[number - 1], ct)
                ?? await work.DoAsync(plan[number - 1], run, ct)
                ?? await journal.DoneAsync(run.Operation, number, ct);
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>Starts from what is committed: what the run had in hand is worth nothing. Not cancellable: the trouble is recorded.</summary>
    private async Task<Refusal> InterruptAsync(Guid operationId, int attempt, Refusal refusal)
    {
        db.ChangeTracker.Clear();
        var operation = await db.CardOperations.FirstAsync(o => o.Id == operationId, CancellationToken.None);
        if (operation.Attempt != attempt || operation.State is not CardOperationState.Running)
        {
            return refusal;
        }

        operation.Interrupt(refusal);
        audit.Record(operation.ToActor(), Reason.None, CardOperationInterrupted.Of(operation, refusal));
        return await db.SaveAsync(CancellationToken.None) ?? refusal;
    }

    private static Refusal? Trouble(Exception trouble) => trouble switch
    {
        CardRemovedException => SmartcardRefusals.CardGone,
        CardLinkLostException or OperationCanceledException => SmartcardRefusals.WorkstationGone,
        PasscodeNotGivenException or WorkstationStoppedException { Code: StopCode.PersonStopped } => SmartcardRefusals.StoppedAtWorkstation with { Why = trouble.Message },
        WorkstationStoppedException { Code: StopCode.ReaderInUse } => SmartcardRefusals.ReaderInUse,
        WorkstationStoppedException { Code: StopCode.WrongCard } => SmartcardRefusals.CardSwapped with { Why = trouble.Message },
        WorkstationStoppedException => SmartcardRefusals.CardRefuses with { Why = trouble.Message },
        CardRefusedException or CardProtocolException => SmartcardRefusals.CardRefuses with { Why = trouble.Message },
        _ => null,
    };
}

public sealed record CardOperationInterrupted : CareEvent
{
    public required Guid OperationId { get; init; }

    public required CardOperationKind Kind { get; init; }

    public required Guid ProfileId { get; init; }

    public Guid? SmartcardId { get; init; }

    public required string Code { get; init; }

    public required string Trouble { get; init; }

    public override string InWords => $"Work on a smartcard was interrupted: {Trouble}";

    public override IEnumerable<AuditSubject> Subjects => SmartcardId is { } card
        ? [AuditSubject.Profile(ProfileId), AuditSubject.Smartcard(card)]
        : [AuditSubject.Profile(ProfileId)];

    internal static CardOperationInterrupted Of(CardOperation operation, Refusal refusal) => new()
    {
        OperationId = operation.Id,
        Kind = operation.Kind,
        ProfileId = operation.ProfileId,
        SmartcardId = operation.SmartcardId,
        Code = refusal.Code,
        Trouble = refusal.Message,
    };
}
