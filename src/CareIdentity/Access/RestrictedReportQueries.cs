using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>Somebody who holds two things that are not to be held together.</summary>
public sealed record RestrictedHolder(Restriction Restriction, UserUuid Uuid, string FullName, RestrictedHalf First, RestrictedHalf Second);

/// <summary>The position that gives one of the two.</summary>
public sealed record RestrictedHalf(Guid PositionId, string PositionName, OdsCode Organisation);

/// <param name="Rows">By restriction, then name.</param>
/// <param name="IsWhole">False where a restriction has more than are shown.</param>
public sealed record RestrictedReport(IReadOnlyList<RestrictedHolder> Rows, bool IsWhole);

/// <summary>What exists already of what is refused from now on: from before a rule, from an import, or by an edit of the reference data.</summary>
public sealed class RestrictedReportQueries(CareIdentityDb db, Combinations combinations, RbacReferenceSource reference, TimeProvider clock)
{
    /// <summary>Of one restriction; nobody repairs more before looking again.</summary>
    public const int Most = 500;

    /// <summary>Where at least one of the two positions is at this organisation or below it.</summary>
    public async Task<RestrictedReport> BelowAsync(OdsCode organisation, CancellationToken ct)
    {
        var rbac = await reference.GetAsync(ct);
        var rows = new List<RestrictedHolder>();
        var isWhole = true;
        foreach (var restriction in Restriction.Fixed.Concat(await combinations.RestrictionsAsync(ct)))
        {
            var found = await HoldersAsync(restriction, organisation, rbac, ct);
            isWhole &= found.Count <= Most;
            rows.AddRange(await NearAsync(restriction, found.Take(Most), ct));
        }

        return new RestrictedReport(rows, isWhole);
    }

    /// <summary>Who would break one rule, in force or not, at that organisation and below it.</summary>
    public async Task<RestrictedReport> OfAsync(Restriction restriction, OdsCode organisation, CancellationToken ct)
    {
        var found = await HoldersAsync(restriction, organisation, await reference.GetAsync(ct), ct);
        return new RestrictedReport([.. await NearAsync(restriction, found.Take(Most), ct)], found.Count <= Most);
    }

    private async Task<List<RestrictedHolder>> HoldersAsync(Restriction restriction, OdsCode below, RbacReference rbac, CancellationToken ct)
    {
        var sameOrganisation = restriction.Scope is RestrictionScope.Organisation;
        var inTree = db.OrganisationAncestors.Where(a => a.Ancestor == below).Select(a => a.Organisation);
        var rows = await Halves(restriction.First, rbac)
            .Join(Halves(restriction.Second, rbac), a => a.ProfileId, b => b.ProfileId, (a, b) => new { a.ProfileId, First = a, Second = b })
            .Where(x => !sameOrganisation || x.First.Organisation == x.Second.Organisation)
            .Where(x => inTree.Contains(x.First.Organisation) || inTree.Contains(x.Second.Organisation))
            .Join(db.Profiles, x => x.ProfileId, p => p.Id, (x, p) => new { x.First, x.Second, Person = p })
            .Join(db.Positions, x => x.First.PositionId, p => p.Id, (x, p) => new { x.First, x.Second, x.Person, FirstName = p.Name })
            .Join(db.Positions, x => x.Second.PositionId, p => p.Id, (x, p) => new
            {
                x.Person.SortName,
                x.Person.Uuid,
                FullName = x.Person.GivenName + " " + x.Person.FamilyName,
                First = x.First.PositionId,
                x.FirstName,
                FirstAt = x.First.Organisation,
                Second = x.Second.PositionId,
                SecondName = p.Name,
                SecondAt = x.Second.Organisation,
            })
            .Distinct()
            .OrderBy(x => x.SortName).ThenBy(x => x.Uuid).ThenBy(x => x.First).ThenBy(x => x.Second)
            .Take(Most + 1)
            .ToListAsync(ct);
        return rows.ConvertAll(x => new RestrictedHolder(
            restriction, x.Uuid, x.FullName, new RestrictedHalf(x.First, x.FirstName, x.FirstAt), new RestrictedHalf(x.Second, x.SecondName, x.SecondAt)));
    }

    private async Task<IEnumerable<RestrictedHolder>> NearAsync(Restriction restriction, IEnumerable<RestrictedHolder> found, CancellationToken ct)
    {
        if (restriction.Scope is not RestrictionScope.Authority)
        {
            return found;
        }

        var rows = found.ToList();
        var ras = await combinations.RasOfAsync(rows.SelectMany(r => new[] { r.First.Organisation, r.Second.Organisation }), ct);
        return rows.Where(r => ras.GetValueOrDefault(r.First.Organisation, r.First.Organisation) == ras.GetValueOrDefault(r.Second.Organisation, r.Second.Organisation));
    }

    /// <summary>Every assignment that gives the job role or activity, and at which organisation.</summary>
    private IQueryable<HalfHeld> Halves(string code, RbacReference rbac)
    {
        var activities = BCode.TryParse(code, out var activity) ? rbac.Giving(activity).ToList() : [];
        var jobs = RCode.TryParse(code, out var role) ? [role] : rbac.JobRolesGiving(activity!).ToList();
        return new HoldersBeside(db, clock).Held()
            .Join(
                db.AccessProfiles.Where(x => jobs.Contains(x.JobRole) || x.AddedActivities.Any(a => activities.Contains(a.Activity))),
                a => a.PositionId,
                x => x.PositionId,
                (a, x) => new HalfHeld { ProfileId = a.ProfileId, PositionId = a.PositionId, Organisation = x.Organisation });
    }

    private sealed class HalfHeld
    {
        public required Guid ProfileId { get; init; }

        public required Guid PositionId { get; init; }

        public required OdsCode Organisation { get; init; }
    }
}
