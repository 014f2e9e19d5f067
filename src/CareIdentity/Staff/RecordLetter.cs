using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Staff;

public sealed record RecordLetterRequest
{
    public required Guid AssignmentId { get; init; }

    public required AppointmentLetter Letter { get; init; }
}

/// <summary>Records the letter of somebody who holds a position of RA staff without one: given on request, or made so by a change of the position.</summary>
public sealed class RecordLetter(CareIdentityDb db, StaffMembers members, AppointmentRecording recording, AuditTrail audit)
{
    public async Task<Outcome<Done>> ExecuteAsync(RecordLetterRequest request, Actor actor, CancellationToken ct)
    {
        if ((await members.FindAsync(request.AssignmentId, actor, ct)).IsRefused(out var notAllowed, out var member))
        {
            return notAllowed;
        }

        if (member.Appointment is not null)
        {
            return StaffRefusals.AlreadyAppointed;
        }

        if (recording.Record(member.Assignment, member.Position, request.Letter, actor).IsRefused(out var wrong, out var appointed))
        {
            return wrong;
        }

        audit.Record(actor, new Reason("") { Evidence = appointed.Letter.Reference }, appointed);

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}
