using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>Somebody who holds a position today or will.</summary>
public sealed record PositionHolder(Guid AssignmentId, Guid ProfileId, UserUuid Uuid, string FullName, DateOnly StartsOn, DateOnly? ExpiresOn);

public sealed record PositionHolders(IReadOnlyList<PositionHolder> Rows, int Total);

/// <summary>Who holds a position today or will, by name. Whether the reader may see them is for the caller to ask first.</summary>
public sealed class PositionHolderQueries(CareIdentityDb db, TimeProvider clock)
{
    /// <param name="position">Which.</param>
    /// <param name="text">Of the name, or a whole UUID; null for all.</param>
    public async Task<PositionHolders> OfAsync(Guid position, string? text, int skip, int take, CancellationToken ct)
    {
        var holding = Holding(position, text);
        return new PositionHolders(await Rows(holding).Skip(skip).Take(take).ToListAsync(ct), await holding.CountAsync(ct));
    }

    /// <summary>All of them in the same order, one after the other.</summary>
    internal IAsyncEnumerable<PositionHolder> All(Guid position, string? text) => Rows(Holding(position, text)).AsAsyncEnumerable();

    private IQueryable<PositionAssignment> Holding(Guid position, string? text)
    {
        var today = clock.Today();
        var holding = db.PositionAssignments.AsNoTracking().Where(a => a.PositionId == position && a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today));
        if (UserUuid.TryParse(text, out var uuid))
        {
            return holding.Where(a => db.Profiles.Any(p => p.Id == a.ProfileId && p.Uuid == uuid));
        }

        return NameText.Joined(text ?? "") is { Length: > 0 } words ? holding.Where(a => db.Profiles.Any(p => p.Id == a.ProfileId && p.SortName.Contains(words))) : holding;
    }

    private IQueryable<PositionHolder> Rows(IQueryable<PositionAssignment> holding) => holding
        .Join(db.Profiles, a => a.ProfileId, p => p.Id, (a, p) => new { Assignment = a, Person = p })
        .OrderBy(x => x.Person.SortName).ThenBy(x => x.Assignment.Id)
        .Select(x => new PositionHolder(x.Assignment.Id, x.Person.Id, x.Person.Uuid, x.Person.GivenName + " " + x.Person.FamilyName, x.Assignment.StartsOn, x.Assignment.ExpiresOn));
}
