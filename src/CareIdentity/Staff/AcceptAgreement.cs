using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Staff;

public sealed record AcceptAgreementRequest
{
    public required Guid AssignmentId { get; init; }

    public required bool Accepted { get; init; }
}

/// <summary>The person appointed accepts what RA staff promise. Self-service: nobody can do it for another.</summary>
public sealed class AcceptAgreement(CareIdentityDb db, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(AcceptAgreementRequest request, Actor actor, CancellationToken ct)
    {
        var appointment = await db.RaAppointments.FirstOrDefaultAsync(a => a.AssignmentId == request.AssignmentId, ct);
        if (appointment is null)
        {
            return StaffRefusals.NotFound;
        }

        if (appointment.ProfileId != actor.ProfileId)
        {
            return StaffRefusals.NotYourAgreement;
        }

        if (!request.Accepted)
        {
            return StaffRefusals.AgreementNotRead;
        }

        if (appointment.Agree(policy.AgreementVersion, clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        var facts = await db.PositionAssignments.AsNoTracking()
            .Where(a => a.Id == appointment.AssignmentId)
            .Join(db.Positions, a => a.PositionId, p => p.Id, (a, p) => new StaffFacts(a.Id, a.ProfileId, p.Id, p.Name, p.Organisation))
            .FirstAsync(ct);
        audit.Record(actor, Reason.None, new RaAgreementAccepted { Of = facts, AgreementVersion = policy.AgreementVersion });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}
