using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Organisations;

/// <summary>A move that was planned for an organisation which is closed, or below it, does not happen.</summary>
public sealed class MovesOfOrganisation(CareIdentityDb db, AuditTrail audit, TimeProvider clock) : IEndsWithOrganisation
{
    public async Task<IReadOnlyList<OrganisationEnding>> WhatEndsAsync(OdsCode organisation, CancellationToken ct)
    {
        var planned = await PlannedAsync(organisation, ct);
        return [new OrganisationEnding("Planned moves in the RA tree", planned.Count, [.. planned.Take(3).Select(m => $"{m.Organisation} on {m.EffectiveOn:d MMMM yyyy}")])];
    }

    public async Task<Refusal?> EndAsync(OdsCode organisation, Actor actor, Reason reason, CancellationToken ct)
    {
        foreach (var move in await PlannedAsync(organisation, ct))
        {
            move.Withdraw(clock.GetUtcNow(), $"{organisation} was closed.");
            audit.Record(actor, reason, OrganisationMoveEnded.From(move));
        }

        return null;
    }

    /// <summary>One at most for itself; those below it are few, and more than these wait until their day and fail then.</summary>
    private Task<List<OrganisationMove>> PlannedAsync(OdsCode organisation, CancellationToken ct) => db.OrganisationMoves
        .Where(m => m.State == MoveState.Planned && (m.Organisation == organisation || m.ToParent == organisation))
        .OrderBy(m => m.EffectiveOn).ThenBy(m => m.Id)
        .Take(500)
        .ToListAsync(ct);
}
