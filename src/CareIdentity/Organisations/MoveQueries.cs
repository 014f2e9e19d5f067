using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Organisations;

/// <summary>A move of an organisation in the RA tree, planned or over.</summary>
public sealed record MoveRow(
    Guid Id,
    OdsCode? From,
    string? FromName,
    OdsCode? To,
    string? ToName,
    DateOnly EffectiveOn,
    RaLinkReason Why,
    string Reason,
    string? Evidence,
    MoveState State,
    string PlannedBy,
    DateTimeOffset PlannedAt,
    string? Outcome);

public sealed record MovePage(IReadOnlyList<MoveRow> Rows, int Total);

/// <summary>The history of an organisation's place in the RA tree.</summary>
public sealed class MoveQueries(CareIdentityDb db)
{
    /// <summary>Planned first, then the newest.</summary>
    public async Task<MovePage> OfAsync(OdsCode organisation, int skip, int take, CancellationToken ct)
    {
        var moves = db.OrganisationMoves.AsNoTracking().Where(m => m.Organisation == organisation);
        var rows = await moves
            .OrderByDescending(m => m.State == MoveState.Planned).ThenByDescending(m => m.PlannedAt).ThenBy(m => m.Id)
            .Skip(skip)
            .Take(take)
            .Select(m => new MoveRow(
                m.Id,
                m.FromParent,
                db.Organisations.Where(o => o.Code == m.FromParent).Select(o => o.Name).FirstOrDefault(),
                m.ToParent,
                db.Organisations.Where(o => o.Code == m.ToParent).Select(o => o.Name).FirstOrDefault(),
                m.EffectiveOn,
                m.Why,
                m.Reason,
                m.Evidence,
                m.State,
                m.PlannedBy,
                m.PlannedAt,
                m.Outcome))
            .ToListAsync(ct);
        return new MovePage(rows, await moves.CountAsync(ct));
    }
}
