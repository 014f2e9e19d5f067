using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Staff;

public sealed record AppointStaffRequest
{
    public required Guid ProfileId { get; init; }

    public required Guid PositionId { get; init; }

    public required DateOnly StartsOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public required AppointmentLetter Letter { get; init; }

    /// <summary>The sponsor who asks for it, or the colleague who has seen the letter too.</summary>
    public Guid? SeenBy { get; init; }
}

/// <summary>
/// Appoints somebody to a position of RA staff, as the owner or manager of the organisation asked in a letter (features.md row 55). It
/// works once its holder has accepted the agreement, and as long as they are trained.
/// </summary>
public sealed class AppointStaff(CareIdentityDb db, StaffMembers members, SecondPeople secondPeople, AssignmentGranting granting, AppointmentRecording recording, AuditTrail audit)
{
    public async Task<Outcome<Guid>> ExecuteAsync(AppointStaffRequest request, Actor actor, CancellationToken ct)
    {
        if ((await members.ToAppointAsync(request.PositionId, actor, ct)).IsRefused(out var notAllowed, out var position))
        {
            return notAllowed;
        }

        if (request.ProfileId == actor.ProfileId)
        {
            return ProfileRefusals.OwnProfile;
        }

        if (request.SeenBy is not { } second || !await secondPeople.IsOneAsync(position.Organisation, request.ProfileId, second, actor, ct))
        {
            return StaffRefusals.SecondPersonNeeded;
        }

        var by = new GrantedBy(actor.ProfileId, DutySide.Agent, second);
        if ((await granting.GrantAsync(request.ProfileId, position.Id, request.StartsOn, request.ExpiresOn, by, ct)).IsRefused(out var cannot, out var assignment))
        {
            return cannot;
        }

        if (recording.Record(assignment, position, request.Letter, actor).IsRefused(out var wrong, out var appointed))
        {
            return wrong;
        }

        var reason = new Reason($"Letter of appointment from {appointed.Letter.SignedBy}") { Evidence = appointed.Letter.Reference };
        audit.Record(actor, reason, PositionAssigned.From(assignment, position));
        audit.Record(actor, reason, appointed);

        return await db.SaveAsync(ct) is { } refused ? refused : assignment.Id;
    }
}
