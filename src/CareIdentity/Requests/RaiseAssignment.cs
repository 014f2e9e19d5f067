using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

public sealed record RaiseAssignmentRequest
{
    public required Guid ProfileId { get; init; }

    public required Guid PositionId { get; init; }

    public required DateOnly StartsOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public required string Note { get; init; }
}

/// <summary>A sponsor asks for a position for somebody who has a profile (features.md row 39).</summary>
public sealed class RaiseAssignment(CareIdentityDb db, Authority authority, DutyLedger duties, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<RequestReference>> ExecuteAsync(RaiseAssignmentRequest request, Actor actor, CancellationToken ct)
    {
        var position = await db.Positions.AsNoTracking().FirstOrDefaultAsync(p => p.Id == request.PositionId, ct);
        if (position is null)
        {
            return AccessRefusals.PositionNotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.RaiseRequest, position.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var profile = await db.Profiles.AsNoTracking().FirstOrDefaultAsync(p => p.Id == request.ProfileId, ct);
        if (Decide(request, position, profile) is { } refusal)
        {
            return refusal;
        }

        // Of a position that ends before, the time after it can be asked for.
        if (await db.PositionAssignments.AnyAsync(
            a => a.ProfileId == request.ProfileId && a.PositionId == request.PositionId && a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= request.StartsOn), ct))
        {
            return AccessRefusals.AlreadyHeld;
        }

        if (await duties.TakeAsync(request.ProfileId, actor.ProfileId, DutySide.Sponsor, ct) is { } conflict)
        {
            return conflict;
        }

        var raised = new AccessRequest
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Reference = RequestReference.Create(),
            Kind = RequestKind.AssignPosition,
            Organisation = position.Organisation,
            SubjectName = profile!.FullName,
            RaisedBy = actor.ProfileId,
            RaisedBySide = DutySide.Sponsor,
            RaisedAs = actor.ActingAs,
            RaisedAt = clock.GetUtcNow(),
            CountsFrom = clock.Today(),
            Note = request.Note.Trim(),
            PositionId = position.Id,
            StartsOn = request.StartsOn,
            ExpiresOn = request.ExpiresOn,
        };
        raised.IsAbout(request.ProfileId);
        db.AccessRequests.Add(raised);

        audit.Record(actor, new Reason(request.Note), new AssignmentRequested
        {
            RequestId = raised.Id,
            Reference = raised.Reference,
            ProfileId = request.ProfileId,
            PositionName = position.Name,
            Organisation = position.Organisation,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : raised.Reference;
    }

    private Refusal? Decide(RaiseAssignmentRequest request, Position position, Profile? profile)
    {
        if (profile is null)
        {
            return ProfileRefusals.NotFound;
        }

        if (profile.State is ProfileState.Closed)
        {
            return ProfileRefusals.Closed(profile.FullName);
        }

        if (position.State is PositionState.Closed)
        {
            return AccessRefusals.PositionNotFound;
        }

        if (request.StartsOn < clock.Today())
        {
            return AccessRefusals.StartInPast;
        }

        return request.ExpiresOn < request.StartsOn ? AccessRefusals.EndBeforeStart
            : string.IsNullOrWhiteSpace(request.Note) ? RequestRefusals.NoteMissing : null;
    }
}

public sealed record AssignmentRequested : RequestEvent
{
    public required string PositionName { get; init; }

    public required OdsCode Organisation { get; init; }

    public override string InWords => $"Requested the position {PositionName} at {Organisation} ({Reference}).";

    public override IEnumerable<AuditSubject> Subjects => base.Subjects.Append(AuditSubject.Organisation(Organisation));
}
