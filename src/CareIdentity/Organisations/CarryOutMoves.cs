using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Organisations;

/// <summary>How many moves fell due and became effective, and how many could not.</summary>
public sealed record MovesCarriedOut(int Done, int Failed);

/// <summary>
/// Makes planned moves effective on their day; the service does it itself, at any number of nodes at once. Each is a commit of its own: one
/// that can no longer be done is kept as failed, with the reason, and holds up no other.
/// </summary>
public sealed class CarryOutMoves(CareIdentityDb db, OrganisationTree tree, AuditTrail audit, TimeProvider clock)
{
    private const int MostAtOnce = 200;

    public async Task<Outcome<MovesCarriedOut>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.IsService)
        {
            throw new InvalidOperationException("Planned moves are carried out by the service itself.");
        }

        var today = clock.Today();
        var due = await db.OrganisationMoves.AsNoTracking()
            .Where(m => m.State == MoveState.Planned && m.EffectiveOn <= today)
            .OrderBy(m => m.EffectiveOn).ThenBy(m => m.PlannedAt).ThenBy(m => m.Id)
            .Select(m => m.Id)
            .Take(MostAtOnce)
            .ToListAsync(ct);
        var (done, failed) = (0, 0);
        foreach (var id in due)
        {
            var state = await CarryOutAsync(id, actor, ct);
            done += state is MoveState.Done ? 1 : 0;
            failed += state is MoveState.Failed ? 1 : 0;
        }

        return new MovesCarriedOut(done, failed);
    }

    /// <summary>Null where another node was quicker.</summary>
    private async Task<MoveState?> CarryOutAsync(Guid id, Actor actor, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var change = await tree.LockAsync(ct);
        var move = await db.OrganisationMoves.FirstAsync(m => m.Id == id, ct);
        if (move.State is not MoveState.Planned)
        {
            return null;
        }

        var organisation = await db.Organisations.FirstAsync(o => o.Code == move.Organisation, ct);
        if (await TryPlaceAsync(move, organisation, ct) is { } refusal)
        {
            // What the attempt left in the context must not be saved with the failure.
            db.ChangeTracker.Clear();
            move = await db.OrganisationMoves.FirstAsync(m => m.Id == id, ct);
            move.Failed(clock.GetUtcNow(), refusal.Message);
            audit.Record(actor, new Reason(refusal.Message), OrganisationMoveEnded.From(move));
        }
        else
        {
            move.CarriedOut(clock.GetUtcNow());
            audit.Record(actor, new Reason($"Planned by {move.PlannedBy}: {move.Reason}") { Evidence = move.Evidence }, OrganisationMoved.From(move, organisation));
        }

        if (await db.SaveAsync(ct) is not null)
        {
            return null;
        }

        await change.CommitAsync(ct);
        return move.State;
    }

    private async Task<Refusal?> TryPlaceAsync(OrganisationMove move, Organisation organisation, CancellationToken ct)
    {
        if (organisation.RaParent != move.FromParent)
        {
            return SaveRefusals.ChangedBySomeoneElse;
        }

        var parent = move.ToParent is null ? null : await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Code == move.ToParent, ct);
        return MoveRules.CheckParents(organisation, parent, move.ToParent)
            ?? await MoveRules.CheckPlaceAsync(tree, organisation.Code, move.ToParent, ct)
            ?? await tree.PlaceAsync(organisation, move.ToParent, ct);
    }
}
