using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>Somebody who can help, and how to reach them.</summary>
public sealed record RoleHolder(Guid ProfileId, string FullName, string PositionName, OdsCode Organisation, EmailAddress? Email, string? Mobile);

/// <summary>Finds the people at an organisation whose position gives one of the roles that may do something, and whose role works today.</summary>
public sealed class RoleHolders(CareIdentityDb db, RbacReferenceSource reference, TimeProvider clock)
{
    private static readonly (RaRole Role, RCode Job)[] ByJob =
    [
        (RaRole.RootRaManager, RCode.RootRaManager),
        (RaRole.RaManager, RCode.RaManager),
        (RaRole.RaAgent, RCode.RaAgent),
        (RaRole.Auditor, RCode.AuditManager),
    ];

    private static readonly (RaRole Role, BCode Activity)[] ByActivity =
    [
        (RaRole.AdvancedRaAgent, BCode.AdvancedRaAgent),
        (RaRole.IdChecker, BCode.IdChecker),
        (RaRole.Sponsor, BCode.Sponsor),
        (RaRole.LocalSmartcardAdministrator, BCode.LocalSmartcardAdministrator),
        (RaRole.PharmacyUnlocker, BCode.PerformPharmacyActivities),
    ];

    /// <summary>At the organisation first, then at its RA; at most <paramref name="take"/>, by name.</summary>
    public Task<IReadOnlyList<RoleHolder>> WhoCanAsync(RaFunction function, OdsCode organisation, int take, CancellationToken ct) =>
        WhoCanAsync(function, organisation, Everybody, take, ct);

    /// <summary>The same people, for a form in which one of them is chosen.</summary>
    public async Task<OfferedPeople> OfferAsync(RaFunction function, OdsCode organisation, PersonChoice choice, CancellationToken ct) => OfferedPeople.Of(
        await WhoCanAsync(function, organisation, choice.Found, OfferedPeople.Read, ct),
        choice.Chosen is null ? [] : await WhoCanAsync(function, organisation, choice.AlreadyChosen, 1, ct));

    /// <summary>Whether somebody is one of them, however many they are.</summary>
    public async Task<bool> CanAsync(RaFunction function, OdsCode organisation, Guid person, CancellationToken ct) =>
        (await WhoCanAsync(function, organisation, people => people.Where(p => p.Id == person), 1, ct)).Count > 0;

    public async Task<IReadOnlyList<RoleHolder>> HoldersAsync(RaRole role, OdsCode organisation, int take, CancellationToken ct) =>
        await HoldersAsync(role, organisation, Everybody, take, ct);

    /// <summary>The national Registration Authority: its Root RA Managers, wherever they have their desk among the Registration Authorities.</summary>
    internal Task<IReadOnlyList<RoleHolder>> NationalAsync(int take, CancellationToken ct) =>
        HoldersAsync(RaRole.RootRaManager, db.Organisations.Where(o => o.Kind == OrganisationKind.RegistrationAuthority), take, ct);

    internal async Task<IReadOnlyList<RoleHolder>> HoldersAsync(RaRole role, IQueryable<Organisation> organisations, int take, CancellationToken ct) =>
        await HoldersAsync(new HashSet<RaRole> { role }, organisations, Everybody, take, ct);

    /// <param name="among">Which people only.</param>
    internal async Task<IReadOnlyList<RoleHolder>> HoldersAsync(RaRole role, OdsCode organisation, Func<IQueryable<Profile>, IQueryable<Profile>> among, int take, CancellationToken ct) =>
        await HoldersAsync(new HashSet<RaRole> { role }, db.Organisations.Where(o => o.Code == organisation), among, take, ct);

    /// <param name="among">Which people only.</param>
    internal async Task<IReadOnlyList<RoleHolder>> WhoCanAsync(
        RaFunction function, OdsCode organisation, Func<IQueryable<Profile>, IQueryable<Profile>> among, int take, CancellationToken ct)
    {
        var roles = AuthorityTable.RolesFor(function);
        var here = await HoldersAsync(roles, db.Organisations.Where(o => o.Code == organisation), among, take, ct);
        if (here.Count >= take)
        {
            return here;
        }

        var above = db.OrganisationAncestors
            .Where(a => a.Organisation == organisation && a.Depth > 0)
            .Join(db.Organisations.Where(o => o.Kind == OrganisationKind.RegistrationAuthority), a => a.Ancestor, o => o.Code, (a, o) => o);
        var treeRoles = roles.Where(r => r.Reach() is RoleReach.Tree).ToHashSet();
        return [.. here, .. await HoldersAsync(treeRoles, above, among, take - here.Count, ct)];
    }

    private static IQueryable<Profile> Everybody(IQueryable<Profile> people) => people;

    private async Task<List<RoleHolder>> HoldersAsync(
        IReadOnlySet<RaRole> roles, IQueryable<Organisation> organisations, Func<IQueryable<Profile>, IQueryable<Profile>> among, int take, CancellationToken ct)
    {
        var rbac = await reference.GetAsync(ct);
        var appointed = roles.Where(role => role.NeedsTraining()).ToList();
        var (all, free) = (Codes(rbac, roles), Codes(rbac, roles.Except(appointed).ToHashSet()));
        var today = clock.Today();
        var (inForce, trained) = (StaffStanding.InForce(db), StaffStanding.Trained(db, today));
        return await db.AccessProfiles.AsNoTracking()
            .Where(x => organisations.Select(o => o.Code).Contains(x.Organisation))
            .Where(x => all.Jobs.Contains(x.JobRole) || x.AddedActivities.Any(a => all.Activities.Contains(a.Activity)))
            .Join(db.Positions.Where(p => p.State == PositionState.Open), x => x.PositionId, p => p.Id, (x, p) => new
            {
                x.Organisation,
                Position = p,
                Free = free.Jobs.Contains(x.JobRole) || x.AddedActivities.Any(a => free.Activities.Contains(a.Activity)),
            })
            .Join(
                db.PositionAssignments.Where(a => a.RemovedAt == null && a.StartsOn <= today && (a.ExpiresOn == null || a.ExpiresOn >= today)),
                x => x.Position.Id,
                a => a.PositionId,
                (x, a) => new { x.Organisation, x.Position, x.Free, a.ProfileId, a.Id })
            .Where(x => x.Free || inForce.Any(p => p.AssignmentId == x.Id && (p.TrainingDueOn >= today || trained.Any(t => t.ProfileId == x.ProfileId && appointed.Contains(t.Role)))))
            .Join(
                among(db.Profiles.Where(p => p.State == ProfileState.Verified && p.Kind == ProfileKind.Person)),
                x => x.ProfileId,
                p => p.Id,
                (x, person) => new { x.Organisation, x.Position, Person = person })
            .Select(x => new { x.Person.SortName, x.Person.Id, FullName = x.Person.GivenName + " " + x.Person.FamilyName, x.Position.Name, x.Organisation, x.Person.Email, x.Person.Mobile })
            .Distinct()
            .OrderBy(x => x.SortName).ThenBy(x => x.Id).ThenBy(x => x.Name).ThenBy(x => x.Organisation)
            .Take(take)
            .Select(x => new RoleHolder(x.Id, x.FullName, x.Name, x.Organisation, x.Email, x.Mobile))
            .ToListAsync(ct);
    }

    private static StaffCodes Codes(RbacReference rbac, IReadOnlySet<RaRole> roles)
    {
        var codes = StaffCodes.Giving(rbac, [.. ByActivity.Where(x => roles.Contains(x.Role)).Select(x => x.Activity)]);
        return codes with { Jobs = [.. ByJob.Where(x => roles.Contains(x.Role)).Select(x => x.Job).Union(codes.Jobs)] };
    }
}

/// <summary>Who may ask for access: the registered sponsors of an organisation; for a national locum, those of the sites where the person works.</summary>
public sealed class SponsorQueries(CareIdentityDb db, RoleHolders holders, TimeProvider clock)
{
    private const int Most = 200;

    public async Task<bool> IsSponsorAsync(Guid sponsorId, OdsCode organisation, Guid profileId, CancellationToken ct) =>
        (await OfAsync(organisation, profileId, ct)).Any(holder => holder.ProfileId == sponsorId);

    public Task<IReadOnlyList<RoleHolder>> OfAsync(OdsCode organisation, CancellationToken ct) => holders.HoldersAsync(RaRole.Sponsor, organisation, Most, ct);

    public Task<IReadOnlyList<RoleHolder>> OfAsync(OdsCode organisation, Guid profileId, CancellationToken ct)
    {
        var today = clock.Today();
        return organisation != OdsCode.NationalLocumPharmacy
            ? OfAsync(organisation, ct)
            : holders.HoldersAsync(
                RaRole.Sponsor,
                db.Organisations.Where(o => db.Profiles.Any(p => p.Id == profileId && p.RegisteredAt == o.Code)
                    || db.PositionAssignments
                        .Where(a => a.ProfileId == profileId && a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today))
                        .Join(db.Positions, a => a.PositionId, p => p.Id, (a, p) => p.Organisation)
                        .Contains(o.Code)),
                Most,
                ct);
    }
}
