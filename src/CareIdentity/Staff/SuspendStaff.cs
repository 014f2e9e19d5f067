using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Staff;

public sealed record SuspendStaffRequest
{
    public required Guid AssignmentId { get; init; }

    /// <summary>False: the suspension is lifted.</summary>
    public required bool Suspended { get; init; }

    public required string Reason { get; init; }
}

/// <summary>An RA Manager stops a role of the Registration Authority at once, or lets it go on. Every other access of the person stays.</summary>
public sealed class SuspendStaff(CareIdentityDb db, StaffMembers members, AuditTrail audit, TimeProvider clock)
{
    private const int MostLetters = 1000;

    public async Task<Outcome<Done>> ExecuteAsync(SuspendStaffRequest request, Actor actor, CancellationToken ct)
    {
        if ((await members.FindAsync(request.AssignmentId, actor, ct)).IsRefused(out var notAllowed, out var member))
        {
            return notAllowed;
        }

        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Trim().Length > MostLetters)
        {
            return StaffRefusals.ReasonMissing;
        }

        if (member.Appointment is not { } appointment)
        {
            return StaffRefusals.NotFound;
        }

        var refusal = request.Suspended ? appointment.Suspend(SuspensionCause.Manager, clock.GetUtcNow()) : appointment.Restore(SuspensionCause.Manager);
        if (refusal is not null)
        {
            return refusal;
        }

        audit.Record(actor, new Reason(request.Reason.Trim()), Happened(request.Suspended, member));

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }

    private static AppointmentEvent Happened(bool suspended, StaffMember member) =>
        suspended
            ? new RaRoleSuspended { Of = member.Facts, Cause = SuspensionCause.Manager }
            : new RaRoleRestored { Of = member.Facts, Cause = SuspensionCause.Manager };
}
