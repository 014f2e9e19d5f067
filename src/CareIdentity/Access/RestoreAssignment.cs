using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

public sealed record RestoreAssignmentRequest
{
    public required Guid AssignmentId { get; init; }

    public required string Reason { get; init; }
}

/// <summary>
/// Gives back a position that was taken away by mistake, with its days, its granter and its sponsor as they were. It gives access, so it is
/// an agent's duty, under the rules of giving it.
/// </summary>
public sealed class RestoreAssignment(
    CareIdentityDb db, Authority authority, Appointments appointments, Combinations combinations, DutyLedger duties, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(RestoreAssignmentRequest request, Actor actor, CancellationToken ct)
    {
        var assignment = await db.PositionAssignments.FirstOrDefaultAsync(a => a.Id == request.AssignmentId, ct);
        if (assignment is null)
        {
            return AccessRefusals.AssignmentNotFound;
        }

        var position = await db.Positions.AsNoTracking().Include(p => p.AccessProfiles).ThenInclude(a => a.AddedActivities).FirstAsync(p => p.Id == assignment.PositionId, ct);
        if (await authority.CheckForAssignmentAsync(actor, RaFunction.AssignPosition, position.Organisation, assignment.ProfileId, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var profile = await db.Profiles.FirstAsync(p => p.Id == assignment.ProfileId, ct);
        var held = await db.PositionAssignments.AnyAsync(a => a.ProfileId == profile.Id && a.PositionId == position.Id && a.RemovedAt == null, ct);
        var refusal = Decide(assignment, position, profile, held)
            ?? await appointments.CheckAsync(position.Id, actor, ct)
            ?? await combinations.CheckAsync(profile, position.Terms, ct)
            ?? await duties.TakeAsync(profile.Id, actor.ProfileId, DutySide.Agent, ct);
        if (refusal is not null)
        {
            return refusal;
        }

        assignment.Restore();
        audit.Record(actor, new Reason(request.Reason), new AssignmentRestored
        {
            AssignmentId = assignment.Id,
            ProfileId = profile.Id,
            PositionId = position.Id,
            PositionName = position.Name,
            Organisation = position.Organisation,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }

    private Refusal? Decide(PositionAssignment assignment, Position position, Profile profile, bool held) =>
        profile.State is ProfileState.Closed ? ProfileRefusals.Closed(profile.FullName)
        : profile.State is not ProfileState.Verified ? ProfileRefusals.NotVerified(profile.FullName)
        : position.State is PositionState.Closed ? AccessRefusals.PositionNotFound
        : held ? AccessRefusals.AlreadyHeld
        : assignment.ExpiresOn < clock.Today() ? AccessRefusals.EndInPast
        : null;
}

public sealed record AssignmentRestored : CareEvent
{
    public required Guid AssignmentId { get; init; }

    public required Guid ProfileId { get; init; }

    public required Guid PositionId { get; init; }

    public required string PositionName { get; init; }

    public required OdsCode Organisation { get; init; }

    public override string InWords => $"Gave back the position {PositionName} at {Organisation}, as it was before it was removed.";

    public override IEnumerable<AuditSubject> Subjects =>
        [AuditSubject.Profile(ProfileId), AuditSubject.Position(PositionId), AuditSubject.Organisation(Organisation)];
}
