using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Staff;

/// <summary>What somebody was trained for.</summary>
internal sealed record CompletedTraining(IReadOnlyCollection<RaRole> Roles, DateOnly CompletedOn, int Months, string Evidence);

/// <summary>
/// The one way in which training comes on record. In the same commit every role that was suspended for want of it works again. The verb
/// around it authorises and saves, and lends its trail.
/// </summary>
public sealed class TrainingRecording(CareIdentityDb db, StaffMembers members, RaPolicy policy, TimeProvider clock)
{
    internal async Task<Refusal?> RecordAsync(Guid profileId, CompletedTraining training, AuditTrail audit, Actor actor, CancellationToken ct)
    {
        if (profileId == actor.ProfileId)
        {
            return ProfileRefusals.OwnProfile;
        }

        var until = training.CompletedOn.AddMonths(Math.Min(training.Months, policy.TrainingMonths));
        if (training.CompletedOn > clock.Today() || until < clock.Today())
        {
            return TrainingRefusals.CompletedWhen;
        }

        var known = await db.RaTrainings.Where(t => t.ProfileId == profileId).ToListAsync(ct);
        foreach (var role in training.Roles)
        {
            var completed = New(profileId, role, training, until, actor);
            if (known.Find(t => t.Role == role) is not { } before)
            {
                known.Add(completed);
                db.RaTrainings.Add(completed);
            }
            else if (until >= before.ExpiresOn)
            {
                before.Become(completed); // The newest counts; one that is recorded late takes nothing away.
            }
        }

        audit.Record(actor, Reason.None, new TrainingRecorded
        {
            ProfileId = profileId,
            Roles = [.. training.Roles.Order()],
            CompletedOn = training.CompletedOn,
            ExpiresOn = until,
            Evidence = training.Evidence,
        });
        await RestoreAsync(profileId, known, audit, actor, ct);
        return null;
    }

    /// <summary>Suspended for want of training only; what an RA Manager decided stays.</summary>
    private async Task RestoreAsync(Guid profileId, List<RaTraining> known, AuditTrail audit, Actor actor, CancellationToken ct)
    {
        var today = clock.Today();
        var trained = known.Where(t => t.ExpiresOn >= today).Select(t => t.Role).ToHashSet();
        var waiting = await db.RaAppointments.Where(a => a.ProfileId == profileId && a.SuspendedBecause == SuspensionCause.Training)
            .Join(db.PositionAssignments.Where(a => a.RemovedAt == null), a => a.AssignmentId, a => a.Id, (a, assignment) => new { Appointment = a, Assignment = assignment })
            .ToListAsync(ct);
        foreach (var row in waiting)
        {
            if (await members.OpenAsync(row.Assignment.PositionId, ct) is { } position && trained.IsSupersetOf(await members.RolesAsync(position, ct)))
            {
                row.Appointment.Restore(SuspensionCause.Training);
                var facts = new StaffMember(row.Assignment, position, row.Appointment).Facts;
                audit.Record(actor, Reason.None, new RaRoleRestored { Of = facts, Cause = SuspensionCause.Training });
            }
        }
    }

    private static RaTraining New(Guid profileId, RaRole role, CompletedTraining training, DateOnly until, Actor actor) => new()
    {
        ProfileId = profileId,
        Role = role,
        CompletedOn = training.CompletedOn,
        ExpiresOn = until,
        Evidence = training.Evidence,
        RecordedBy = actor.IsService ? null : actor.ProfileId,
    };
}
