using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>Every position that a leaver holds or would hold later is removed.</summary>
public sealed class PositionsOfLeaver(CareIdentityDb db, Appointments appointments, AuditTrail audit, TimeProvider clock) : IEndsWithProfile
{
    public async Task<IReadOnlyList<string>> WhatEndsAsync(Guid profileId, CancellationToken ct) =>
        [.. (await HeldAsync(profileId, ct)).Select(held => $"Position {held.Position.Name} at {held.Position.Organisation}")];

    /// <summary>Whoever could not take a position away does not do it by closing the profile.</summary>
    public async Task<Refusal?> WhyNotAsync(Guid profileId, Actor actor, CancellationToken ct)
    {
        foreach (var (_, position) in await HeldAsync(profileId, ct))
        {
            if (await appointments.CheckEndAsync(position.Id, actor, ct) is { } aboveThem)
            {
                return aboveThem;
            }
        }

        return null;
    }

    public async Task EndAsync(Guid profileId, Actor actor, Reason reason, CancellationToken ct)
    {
        foreach (var (assignment, position) in await HeldAsync(profileId, ct))
        {
            assignment.Remove(clock.GetUtcNow());
            audit.Record(actor, reason, AssignmentRemoved.From(assignment, position));
        }
    }

    private async Task<List<(PositionAssignment Assignment, Position Position)>> HeldAsync(Guid profileId, CancellationToken ct)
    {
        var today = clock.Today();
        var rows = await db.PositionAssignments
            .Where(a => a.ProfileId == profileId && a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today))
            .Join(db.Positions, a => a.PositionId, p => p.Id, (a, p) => new { Assignment = a, Position = p })
            .OrderBy(x => x.Position.Name)
            .ToListAsync(ct);
        return [.. rows.Select(row => (row.Assignment, row.Position))];
    }
}
