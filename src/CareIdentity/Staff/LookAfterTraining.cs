using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Staff;

/// <summary>How many roles were suspended, and how many removed.</summary>
public sealed record TrainingLookedAfter(int Suspended, int Removed);

/// <summary>
/// Puts on record that a role rests because its training ran out, and removes it when it stays so. The authority refuses on the day itself,
/// whether this has run or not; here it is written down, told, and ended. Run at any number of nodes at once and as often as one likes:
/// each appointment is looked at when its day has come, in a commit of its own, and whoever comes second finds it done.
/// </summary>
public sealed class LookAfterTraining(CareIdentityDb db, StaffMembers members, RemoveAssignment remove, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    private const int MostAtOnce = 200;
    private const int DaysUntilNextLook = 30;

    private enum Found
    {
        InOrder,
        Suspended,
        Removed,
    }

    public async Task<Outcome<TrainingLookedAfter>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.IsService)
        {
            throw new InvalidOperationException("Training is looked after by the service itself.");
        }

        var today = clock.Today();
        var due = await db.TrainingWatches.AsNoTracking()
            .Where(w => w.LookOn <= today)
            .OrderBy(w => w.LookOn).ThenBy(w => w.AssignmentId)
            .Select(w => w.AssignmentId)
            .Take(MostAtOnce)
            .ToListAsync(ct);
        var (suspended, removed) = (0, 0);
        foreach (var id in due)
        {
            var found = await LookAsync(id, today, actor, ct);
            suspended += found is Found.Suspended ? 1 : 0;
            removed += found is Found.Removed ? 1 : 0;
        }

        return new TrainingLookedAfter(suspended, removed);
    }

    private async Task<Found> LookAsync(Guid id, DateOnly today, Actor actor, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var watch = await db.TrainingWatches.FirstOrDefaultAsync(w => w.AssignmentId == id && w.LookOn <= today, ct);
        if (watch is null)
        {
            return Found.InOrder; // Another node was quicker.
        }

        var assignment = await db.PositionAssignments.FirstAsync(a => a.Id == id, ct);
        var position = await members.OpenAsync(assignment.PositionId, ct);
        if (position is null || assignment.RemovedAt is not null || assignment.ExpiresOn < today)
        {
            db.TrainingWatches.Remove(watch);
            await db.SaveAsync(ct);
            return Found.InOrder;
        }

        var member = new StaffMember(assignment, position, await db.RaAppointments.FirstAsync(a => a.AssignmentId == id, ct));
        var holds = await HoldsUntilAsync(member, today, ct);
        return holds is { } day && day < today ? await LapsedAsync(member, watch, today, actor, ct) : await InOrderAsync(watch, holds ?? today.AddDays(DaysUntilNextLook), ct);
    }

    /// <summary>The last day on which every role of the position works; null where it has none any more.</summary>
    private async Task<DateOnly?> HoldsUntilAsync(StaffMember member, DateOnly today, CancellationToken ct)
    {
        var trainings = await db.RaTrainings.AsNoTracking().Where(t => t.ProfileId == member.Assignment.ProfileId).ToListAsync(ct);
        var due = member.Appointment!.TrainingDueOn;
        var roles = await members.RolesAsync(member.Position, ct);
        return roles.Count == 0 ? null : roles.Min(role => trainings.Find(t => t.Role == role) is { } training && training.ExpiresOn > due ? training.ExpiresOn : due);
    }

    private async Task<Found> InOrderAsync(TrainingWatch watch, DateOnly until, CancellationToken ct)
    {
        watch.LookOn = until.AddDays(1);
        await db.SaveAsync(ct);
        return Found.InOrder;
    }

    private async Task<Found> LapsedAsync(StaffMember member, TrainingWatch watch, DateOnly today, Actor actor, CancellationToken ct)
    {
        var appointment = member.Appointment!;
        if (appointment.Suspend(SuspensionCause.Training, clock.GetUtcNow()) is null)
        {
            watch.LookOn = today.AddDays(policy.UntrainedRemovalDays);
            audit.Record(actor, Reason.None, new RaRoleSuspended { Of = member.Facts, Cause = SuspensionCause.Training });
            return await db.SaveAsync(ct) is null ? Found.Suspended : Found.InOrder;
        }

        // Whoever appoints everybody else is never removed by a clock: somebody must be left to mend it.
        var ends = ClockDates.OnDay(appointment.SuspendedAt!.Value).AddDays(policy.UntrainedRemovalDays);
        if (today < ends || appointment.SuspendedBecause is SuspensionCause.Manager || (await members.RolesAsync(member.Position, ct)).Contains(RaRole.RootRaManager))
        {
            return await InOrderAsync(watch, today < ends ? ends : today.AddDays(DaysUntilNextLook), ct);
        }

        var request = new RemoveAssignmentRequest { AssignmentId = member.Assignment.Id, Reason = $"No training counted for {policy.UntrainedRemovalDays} days." };
        return (await remove.ExecuteAsync(request, actor, ct)).Refusal is null ? Found.Removed : Found.InOrder;
    }
}
