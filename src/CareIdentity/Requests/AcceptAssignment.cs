using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

public sealed record AcceptAssignmentRequest
{
    public required Guid RequestId { get; init; }

    /// <summary>The round that was read: what was sent back and came again since is read first. Null where nothing was shown.</summary>
    public int? Round { get; init; }
}

/// <summary>An RA Agent agrees: the person holds the position from this commit on.</summary>
public sealed class AcceptAssignment(CareIdentityDb db, RequestsInHand asking, Appointments appointments, AssignmentGranting granting, RequestNews news, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Guid>> ExecuteAsync(AcceptAssignmentRequest request, Actor actor, CancellationToken ct)
    {
        if ((await asking.FindToDecideAsync(request.RequestId, actor, ct)).IsRefused(out var notAllowed, out var asked))
        {
            return notAllowed;
        }

        if (asked is not { Kind: RequestKind.AssignPosition, PositionId: { } positionId, StartsOn: { } asksFrom })
        {
            return RequestRefusals.WrongKind;
        }

        if (asked.SubjectId is not { } profileId)
        {
            return asked.State is RequestState.Open or RequestState.Returned ? RequestRefusals.StillWaiting : RequestRefusals.AlreadyDecided(asked.Reference, asked.State);
        }

        if (request.Round is { } read && read != asked.Round)
        {
            return SaveRefusals.ChangedBySomeoneElse;
        }

        if (await appointments.CheckAsync(positionId, actor, ct) is { } notTheirs)
        {
            return notTheirs;
        }

        if (asked.Accept(actor.ProfileId, clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        // A request that waited past its start begins today: access is never given backwards.
        var today = clock.Today();
        var startsOn = asksFrom < today ? today : asksFrom;
        var granted = await granting.GrantAsync(profileId, positionId, startsOn, asked.ExpiresOn, new GrantedBy(actor.ProfileId, DutySide.Agent, asked.RaisedBy), ct);
        if (granted.IsRefused(out var wrong, out var assignment))
        {
            return wrong;
        }

        var position = await db.Positions.FirstAsync(p => p.Id == positionId, ct);
        audit.Record(actor, Reason.None, new AssignmentAccepted { RequestId = asked.Id, Reference = asked.Reference, ProfileId = profileId });
        audit.Record(actor, new Reason(asked.Note), PositionAssigned.From(assignment, position));

        await news.TellAsync(asked, "accepted", ct);

        return await db.SaveAsync(ct) is { } refused ? refused : assignment.Id;
    }
}

public sealed record AssignmentAccepted : RequestEvent
{
    public override string InWords => $"Accepted the request {Reference}.";
}
