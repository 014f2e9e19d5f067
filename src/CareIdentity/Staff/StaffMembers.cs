using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Staff;

/// <summary>An assignment that makes somebody RA staff, with its position and what is known of the appointment.</summary>
internal sealed record StaffMember(PositionAssignment Assignment, Position Position, RaAppointment? Appointment)
{
    public StaffFacts Facts => new(Assignment.Id, Assignment.ProfileId, Position.Id, Position.Name, Position.Organisation);
}

/// <summary>Finds positions and assignments of RA staff, and asks whether the actor may appoint there: their level, their tree, never themselves.</summary>
public sealed class StaffMembers(CareIdentityDb db, Authority authority, Appointments appointments, RbacReferenceSource reference, RaPolicy policy, TimeProvider clock)
{
    /// <summary>The position, where it makes somebody RA staff and the actor may appoint to it.</summary>
    internal async Task<Outcome<Position>> ToAppointAsync(Guid positionId, Actor actor, CancellationToken ct)
    {
        var position = await OpenAsync(positionId, ct);
        if (position is null)
        {
            return AccessRefusals.PositionNotFound;
        }

        if ((await authority.CheckAsync(actor, RaFunction.AppointRaStaff, position.Organisation, ct) ?? await appointments.CheckAsync(position.Terms, actor, ct)) is { } notAllowed)
        {
            return notAllowed;
        }

        return (await RolesAsync(position, ct)).Count == 0 ? StaffRefusals.NotAnRaPosition : position;
    }

    /// <summary>The assignment, where it is not over and the actor may appoint to its position.</summary>
    internal async Task<Outcome<StaffMember>> FindAsync(Guid assignmentId, Actor actor, CancellationToken ct)
    {
        var assignment = await db.PositionAssignments.FirstOrDefaultAsync(a => a.Id == assignmentId, ct);
        if (assignment is null)
        {
            return StaffRefusals.NotFound;
        }

        if ((await ToAppointAsync(assignment.PositionId, actor, ct)).IsRefused(out var refusal, out var position))
        {
            return refusal.Code == AccessRefusals.PositionNotFound.Code ? StaffRefusals.Over : refusal;
        }

        if (assignment.ProfileId == actor.ProfileId)
        {
            return ProfileRefusals.OwnProfile;
        }

        if (assignment.RemovedAt is not null || assignment.ExpiresOn < clock.Today())
        {
            return StaffRefusals.Over;
        }

        return new StaffMember(assignment, position, await db.RaAppointments.FirstOrDefaultAsync(a => a.AssignmentId == assignmentId, ct));
    }

    /// <summary>The roles for which holders of a position are appointed and trained.</summary>
    internal async Task<IReadOnlySet<RaRole>> RolesAsync(Position position, CancellationToken ct) =>
        StaffCodes.AppointedRoles(await reference.GetAsync(ct), position.Terms, policy);

    /// <summary>Null where it is closed or not there.</summary>
    internal Task<Position?> OpenAsync(Guid positionId, CancellationToken ct) => db.Positions.AsNoTracking()
        .Include(p => p.AccessProfiles).ThenInclude(a => a.AddedActivities)
        .FirstOrDefaultAsync(p => p.Id == positionId && p.State == PositionState.Open, ct);
}
