using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Reports;

/// <summary>What the register of national locum positions is narrowed to.</summary>
public enum LocumState
{
    All,

    /// <summary>Works today.</summary>
    Now,

    /// <summary>Works today and ends within 90 days.</summary>
    Ending,

    /// <summary>Begins on a later day.</summary>
    Later,

    /// <summary>Expired or removed.</summary>
    Ended,
}

/// <summary>One line: who was given which position at FFFFF, from when to when, by whom and for which sponsor.</summary>
public sealed record LocumLine(
    UserUuid Uuid,
    string FullName,
    ProfessionalNumber? ProfessionalNumber,
    OdsCode RegisteredAt,
    string Position,
    DateOnly StartsOn,
    DateOnly? ExpiresOn,
    DateTimeOffset? RemovedAt,
    DateTimeOffset GivenAt,
    string? GivenBy,
    string? Sponsor)
{
    public LocumState StateOn(DateOnly day) =>
        RemovedAt is not null || ExpiresOn < day ? LocumState.Ended
        : StartsOn > day ? LocumState.Later
        : ExpiresOn <= day.AddDays(LocumQueries.EndingWithinDays) ? LocumState.Ending
        : LocumState.Now;
}

public sealed record LocumPage(IReadOnlyList<LocumLine> Lines, int Total);

/// <summary>
/// The register of everybody who was ever given access at the national locum pharmacy (features.md row 59): the national Registration Authority
/// reads all of it, others the people who work or were registered below them.
/// </summary>
public sealed class LocumQueries(CareIdentityDb db, PositionAuthority authority, TimeProvider clock)
{
    public const int EndingWithinDays = 90;

    public async Task<LocumPage> ListAsync(LocumState state, string? text, Actor actor, int skip, int take, CancellationToken ct)
    {
        var given = await WithinAsync(state, text, actor, ct);
        return new LocumPage(await Lines(given).Skip(skip).Take(take).ToListAsync(ct), await given.CountAsync(ct));
    }

    /// <summary>Exactly what is filtered, one after the other.</summary>
    public async Task<IAsyncEnumerable<LocumLine>> AllAsync(LocumState state, string? text, Actor actor, CancellationToken ct) =>
        Lines(await WithinAsync(state, text, actor, ct)).AsAsyncEnumerable();

    private async Task<IQueryable<PositionAssignment>> WithinAsync(LocumState state, string? text, Actor actor, CancellationToken ct)
    {
        var today = clock.Today();
        var soon = today.AddDays(EndingWithinDays);
        var from = actor.Organisation;
        var everywhere = (await authority.RolesNowAsync(actor, ct)).Any(role => AuthorityTable.RolesFor(RaFunction.ViewLocumRegister).Contains(role) && role.Reach() is RoleReach.Everywhere);
        var given = db.PositionAssignments.AsNoTracking().Where(a => db.Positions.Any(p => p.Id == a.PositionId && p.Organisation == OdsCode.NationalLocumPharmacy));
        var people = db.Profiles.Where(p => everywhere
            || db.OrganisationAncestors.Any(above => above.Organisation == p.RegisteredAt && above.Ancestor == from)
            || db.PositionAssignments.Where(a => a.ProfileId == p.Id && a.RemovedAt == null)
                .Join(db.Positions, a => a.PositionId, held => held.Id, (a, held) => held.Organisation)
                .Any(o => db.OrganisationAncestors.Any(above => above.Organisation == o && above.Ancestor == from)));
        if (UserUuid.TryParse(text, out var uuid))
        {
            people = people.Where(p => p.Uuid == uuid || db.Profiles.Any(merged => merged.Uuid == uuid && merged.MergedInto == p.Id));
        }
        else if (NameText.Joined(text ?? "") is { Length: > 0 } words)
        {
            people = people.Where(p => p.SortName.Contains(words));
        }

        given = given.Where(a => people.Any(p => p.Id == a.ProfileId));
        return state switch
        {
            LocumState.Now => given.Where(a => a.RemovedAt == null && a.StartsOn <= today && (a.ExpiresOn == null || a.ExpiresOn >= today)),
            LocumState.Ending => given.Where(a => a.RemovedAt == null && a.StartsOn <= today && a.ExpiresOn >= today && a.ExpiresOn <= soon),
            LocumState.Later => given.Where(a => a.RemovedAt == null && a.StartsOn > today),
            LocumState.Ended => given.Where(a => a.RemovedAt != null || a.ExpiresOn < today),
            _ => given,
        };
    }

    /// <summary>Last given first.</summary>
    private IQueryable<LocumLine> Lines(IQueryable<PositionAssignment> given) => given
        .Join(db.Profiles, a => a.ProfileId, p => p.Id, (a, p) => new { Assignment = a, Person = p })
        .Join(db.Positions, x => x.Assignment.PositionId, p => p.Id, (x, p) => new { x.Assignment, x.Person, p.Name })
        .OrderByDescending(x => x.Assignment.GrantedAt).ThenByDescending(x => x.Assignment.Id)
        .Select(x => new LocumLine(
            x.Person.Uuid,
            x.Person.GivenName + " " + x.Person.FamilyName,
            x.Person.ProfessionalNumber,
            x.Person.RegisteredAt,
            x.Name,
            x.Assignment.StartsOn,
            x.Assignment.ExpiresOn,
            x.Assignment.RemovedAt,
            x.Assignment.GrantedAt,
            db.Profiles.Where(p => p.Id == x.Assignment.GrantedBy).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault(),
            db.Profiles.Where(p => p.Id == x.Assignment.SponsoredBy).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault()));
}
