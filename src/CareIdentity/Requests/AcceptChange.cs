using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Requests;

public sealed record AcceptChangeRequest
{
    public required Guid RequestId { get; init; }

    /// <summary>The round that was read: what was sent back and came again since is read first. Null where nothing was shown.</summary>
    public int? Round { get; init; }
}

/// <summary>Whoever may do what is asked agrees, and it is done in this commit, by the rules of the verb that does it without a request.</summary>
public sealed class AcceptChange(CareIdentityDb db, RequestsInHand asking, RequestedChanges changes, DutyLedger duties, RequestNews news, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(AcceptChangeRequest request, Actor actor, CancellationToken ct)
    {
        if ((await asking.FindToDecideAsync(request.RequestId, actor, ct)).IsRefused(out var notAllowed, out var asked))
        {
            return notAllowed;
        }

        var row = RequestKinds.Of(asked.Kind);
        if (!RequestKinds.IsChange(asked.Kind) || !row.AcceptedAtOnce || asked.SubjectId is not { } subject)
        {
            return RequestRefusals.WrongKind;
        }

        if (request.Round is { } read && read != asked.Round)
        {
            return SaveRefusals.ChangedBySomeoneElse;
        }

        if (asked.Accept(actor.ProfileId, clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        var wrong = row.TakesAway ? null : await duties.TakeAsync(subject, actor.ProfileId, DutySide.Agent, ct);
        wrong ??= await changes.ApplyAsync(asked, actor, ct);
        if (wrong is not null)
        {
            return wrong;
        }

        audit.Record(actor, Reason.None, new ChangeAccepted { RequestId = asked.Id, Reference = asked.Reference, ProfileId = subject, Kind = asked.Kind });
        await news.TellAsync(asked, "accepted", ct);

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record ChangeAccepted : RequestEvent
{
    public required RequestKind Kind { get; init; }

    public override string InWords => $"Accepted the request {Reference}: {RequestKinds.Of(Kind).Name}.";
}
