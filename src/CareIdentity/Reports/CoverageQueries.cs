using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Reports;

/// <summary>What a list of sites is narrowed to.</summary>
public enum CoverageGap
{
    /// <summary>Every site.</summary>
    All,

    /// <summary>Policy is not met: no sponsor, nobody to check or unlock, or fewer than two people (decisions.md §2).</summary>
    Any,

    NoSponsor,

    NoChecker,

    NoUnlocker,

    /// <summary>Everything there rests on one person.</summary>
    OnePerson,

    Complete,
}

public enum CoverageOrder
{
    /// <summary>Fewest people first.</summary>
    People,
    Name,
    Code,
}

/// <summary>How many people a site has who sponsor, check, unlock; and how many people they are together. Only those whose role works today.</summary>
public sealed record CoverageSite
{
    public required OdsCode Code { get; init; }

    public required string Name { get; init; }

    public required string SortName { get; init; }

    public required OrganisationKind Kind { get; init; }

    public required string? Postcode { get; init; }

    public required int Sponsors { get; init; }

    public required int Checkers { get; init; }

    public required int Unlockers { get; init; }

    public required int People { get; init; }

    public bool MeetsPolicy => Sponsors > 0 && Checkers + Unlockers > 0 && People > 1;
}

public sealed record CoveragePage(IReadOnlyList<CoverageSite> Rows, int Total);

/// <summary>How sites stand below an organisation, itself among them.</summary>
public sealed record CoverageSummary(int Sites, int WithGap, int WithoutSponsor, int WithoutChecker, int WithoutUnlocker, int OnePerson);

/// <summary>One branch of the tree: an organisation with how many sites are in it and how many of them have a gap.</summary>
public sealed record CoverageBranch(OrganisationRow Organisation, int Sites, int WithGap, CoverageSite? Itself);

public sealed record CoverageBranches(IReadOnlyList<CoverageBranch> Rows, int Total);

/// <summary>
/// Which sites lack a sponsor, an ID checker or an unlocker, or rest on one person. One statement over the tree below an organisation: people
/// are counted through the roles that their positions give today: appointed, agreement signed, not suspended, trained or within the days of grace.
/// </summary>
public sealed class CoverageQueries(CareIdentityDb db, OrganisationQueries organisations, RbacReferenceSource reference, TimeProvider clock)
{
    public async Task<CoveragePage> SitesAsync(OdsCode top, CoverageGap gap, OrganisationKind? kind, CoverageOrder order, bool descending, int skip, int take, CancellationToken ct)
    {
        var sites = Narrowed(await SitesBelowAsync(top, ct), gap, kind);
        var rows = await Ordered(sites, order, descending).Skip(skip).Take(take).ToListAsync(ct);
        return new CoveragePage(rows, await sites.CountAsync(ct));
    }

    /// <summary>Every row of the same list, read as it is written out.</summary>
    public async IAsyncEnumerable<CoverageSite> AllSitesAsync(
        OdsCode top, CoverageGap gap, OrganisationKind? kind, CoverageOrder order, bool descending, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var site in Ordered(Narrowed(await SitesBelowAsync(top, ct), gap, kind), order, descending).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return site;
        }
    }

    public async Task<CoverageSummary> SummaryAsync(OdsCode top, CancellationToken ct) =>
        await (await SitesBelowAsync(top, ct))
            .GroupBy(_ => 1)
            .Select(g => new CoverageSummary(
                g.Count(),
                g.Count(s => s.Sponsors == 0 || s.Checkers + s.Unlockers == 0 || s.People < 2),
                g.Count(s => s.Sponsors == 0),
                g.Count(s => s.Checkers == 0),
                g.Count(s => s.Unlockers == 0),
                g.Count(s => s.People == 1)))
            .SingleOrDefaultAsync(ct) ?? new CoverageSummary(0, 0, 0, 0, 0, 0);

    /// <summary>One site; null where it is none.</summary>
    public async Task<CoverageSite?> SiteAsync(OdsCode site, CancellationToken ct) =>
        await (await SitesBelowAsync(site, ct)).Where(s => s.Code == site).FirstOrDefaultAsync(ct);

    /// <summary>The organisations directly below one, each with how the sites in its branch stand.</summary>
    public async Task<CoverageBranches> BranchesAsync(OdsCode above, int skip, int take, CancellationToken ct)
    {
        var children = await organisations.ChildrenAsync(above, null, closed: false, skip, take, ct);
        var codes = children.Rows.Select(o => o.Code).ToList();
        var sites = await SitesBelowAsync(above, ct);
        var counts = await db.OrganisationAncestors.AsNoTracking()
            .Where(a => codes.Contains(a.Ancestor))
            .Join(sites, a => a.Organisation, s => s.Code, (a, s) => new { a.Ancestor, Gap = s.Sponsors == 0 || s.Checkers + s.Unlockers == 0 || s.People < 2 })
            .GroupBy(x => x.Ancestor)
            .Select(g => new { Code = g.Key, Sites = g.Count(), Gaps = g.Count(x => x.Gap) })
            .ToDictionaryAsync(g => g.Code, ct);
        var themselves = await sites.Where(s => codes.Contains(s.Code)).ToDictionaryAsync(s => s.Code, ct);
        return new CoverageBranches(
            [.. children.Rows.Select(o => new CoverageBranch(o, counts.GetValueOrDefault(o.Code)?.Sites ?? 0, counts.GetValueOrDefault(o.Code)?.Gaps ?? 0, themselves.GetValueOrDefault(o.Code)))],
            children.Total);
    }

    private async Task<IQueryable<CoverageSite>> SitesBelowAsync(OdsCode top, CancellationToken ct)
    {
        var rbac = await reference.GetAsync(ct);
        var sponsor = StaffCodes.Giving(rbac, BCode.Sponsor);
        var checker = StaffCodes.Giving(rbac, BCode.IdChecker);
        var unlocker = StaffCodes.Giving(rbac, BCode.LocalSmartcardAdministrator);
        var any = StaffCodes.Giving(rbac, BCode.Sponsor, BCode.IdChecker, BCode.LocalSmartcardAdministrator);
        var today = clock.Today();
        var (inForce, trained) = (StaffStanding.InForce(db), StaffStanding.Trained(db, today));

        var staff = db.OrganisationAncestors.AsNoTracking()
            .Where(a => a.Ancestor == top)
            .Join(db.AccessProfiles, a => a.Organisation, x => x.Organisation, (a, x) => x)
            .Where(x => any.Jobs.Contains(x.JobRole) || x.AddedActivities.Any(a => any.Activities.Contains(a.Activity)))
            .Join(db.Positions.Where(p => p.State == PositionState.Open), x => x.PositionId, p => p.Id, (x, p) => x)
            .Join(
                db.PositionAssignments.Where(a => a.RemovedAt == null && a.StartsOn <= today && (a.ExpiresOn == null || a.ExpiresOn >= today)),
                x => x.PositionId,
                a => a.PositionId,
                (x, a) => new { Access = x, a.ProfileId, a.Id })
            .Join(db.Profiles.Where(p => p.State == ProfileState.Verified), x => x.ProfileId, p => p.Id, (x, p) => new
            {
                x.Access.Organisation,
                x.ProfileId,
                Sponsor = (sponsor.Jobs.Contains(x.Access.JobRole) || x.Access.AddedActivities.Any(a => sponsor.Activities.Contains(a.Activity)))
                    && inForce.Any(p => p.AssignmentId == x.Id && (p.TrainingDueOn >= today || trained.Any(t => t.ProfileId == x.ProfileId && t.Role == RaRole.Sponsor))),
                Checker = (checker.Jobs.Contains(x.Access.JobRole) || x.Access.AddedActivities.Any(a => checker.Activities.Contains(a.Activity)))
                    && inForce.Any(p => p.AssignmentId == x.Id && (p.TrainingDueOn >= today || trained.Any(t => t.ProfileId == x.ProfileId && t.Role == RaRole.IdChecker))),
                Unlocker = (unlocker.Jobs.Contains(x.Access.JobRole) || x.Access.AddedActivities.Any(a => unlocker.Activities.Contains(a.Activity)))
                    && inForce.Any(p => p.AssignmentId == x.Id && (p.TrainingDueOn >= today || trained.Any(t => t.ProfileId == x.ProfileId && t.Role == RaRole.LocalSmartcardAdministrator))),
            })
            .Distinct(); // A statement of its own: without it each of the counts below would ask all of this again.
        var counts = staff
            .GroupBy(s => s.Organisation)
            .Select(g => new
            {
                Organisation = g.Key,
                Sponsors = g.Where(s => s.Sponsor).Select(s => s.ProfileId).Distinct().Count(),
                Checkers = g.Where(s => s.Checker).Select(s => s.ProfileId).Distinct().Count(),
                Unlockers = g.Where(s => s.Unlocker).Select(s => s.ProfileId).Distinct().Count(),
                People = g.Where(s => s.Sponsor || s.Checker || s.Unlocker).Select(s => s.ProfileId).Distinct().Count(),
            });
        return db.OrganisationAncestors.AsNoTracking()
            .Where(a => a.Ancestor == top)
            .Join(
                db.Organisations.Where(o => o.Status == OrganisationStatus.Active && o.Kind != OrganisationKind.RegistrationAuthority && o.Kind != OrganisationKind.NationalLocumPharmacy),
                a => a.Organisation,
                o => o.Code,
                (a, o) => o)
            .LeftJoin(counts, o => o.Code, c => c.Organisation, (o, c) => new CoverageSite
            {
                Code = o.Code,
                Name = o.Name,
                SortName = o.SortName,
                Kind = o.Kind,
                Postcode = o.Postcode,
                Sponsors = (int?)c!.Sponsors ?? 0,
                Checkers = (int?)c!.Checkers ?? 0,
                Unlockers = (int?)c!.Unlockers ?? 0,
                People = (int?)c!.People ?? 0,
            });
    }

    private static IQueryable<CoverageSite> Narrowed(IQueryable<CoverageSite> sites, CoverageGap gap, OrganisationKind? kind)
    {
        var some = kind is null ? sites : sites.Where(s => s.Kind == kind);
        return gap switch
        {
            CoverageGap.Any => some.Where(s => s.Sponsors == 0 || s.Checkers + s.Unlockers == 0 || s.People < 2),
            CoverageGap.NoSponsor => some.Where(s => s.Sponsors == 0),
            CoverageGap.NoChecker => some.Where(s => s.Checkers == 0),
            CoverageGap.NoUnlocker => some.Where(s => s.Unlockers == 0),
            CoverageGap.OnePerson => some.Where(s => s.People == 1),
            CoverageGap.Complete => some.Where(s => s.Sponsors > 0 && s.Checkers + s.Unlockers > 0 && s.People > 1),
            _ => some,
        };
    }

    private static IQueryable<CoverageSite> Ordered(IQueryable<CoverageSite> sites, CoverageOrder order, bool descending) => (order, descending) switch
    {
        (CoverageOrder.Name, false) => sites.OrderBy(s => s.SortName).ThenBy(s => s.Code),
        (CoverageOrder.Name, true) => sites.OrderByDescending(s => s.SortName).ThenBy(s => s.Code),
        (CoverageOrder.Code, false) => sites.OrderBy(s => s.Code),
        (CoverageOrder.Code, true) => sites.OrderByDescending(s => s.Code),
        (_, false) => sites.OrderBy(s => s.People).ThenBy(s => s.SortName).ThenBy(s => s.Code),
        (_, true) => sites.OrderByDescending(s => s.People).ThenBy(s => s.SortName).ThenBy(s => s.Code),
    };
}
