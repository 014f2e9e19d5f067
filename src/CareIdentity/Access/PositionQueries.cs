using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>A position in a list.</summary>
public sealed record PositionRow(Guid Id, string Name, OdsCode Organisation, string OrganisationName, bool AssignableBySponsors, PositionState State, int Holders);

/// <summary>What one access profile gives, with reasons.</summary>
public sealed record AccessProfileView(Guid Id, OdsCode Organisation, string OrganisationName, RCode JobRole, string JobRoleName, IReadOnlyList<EffectiveActivity> Activities);

public sealed record PositionView(Guid Id, string Name, OdsCode Organisation, string OrganisationName, bool AssignableBySponsors, PositionState State, IReadOnlyList<AccessProfileView> AccessProfiles)
{
    /// <summary>How it was approved and who was involved.</summary>
    public string ApprovalNote { get; init; } = "";

    /// <summary>Null where the service set it up.</summary>
    public string? ApprovedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null where nobody has changed it.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Who approved the last change.</summary>
    public string? ChangeApprovedBy { get; init; }

    public string? ChangeNote { get; init; }

    /// <summary>What a change names as seen: another one in between refuses it.</summary>
    public required Guid Version { get; init; }

    public IReadOnlyList<NewAccessProfile> Terms { get; init; } = [];
}

/// <summary>Somebody who holds a position today or will.</summary>
public sealed record PositionHolder(Guid AssignmentId, Guid ProfileId, UserUuid Uuid, string FullName, DateOnly StartsOn, DateOnly? ExpiresOn);

public sealed record PositionHolders(IReadOnlyList<PositionHolder> Rows, int Total);

/// <summary>A position that a person holds or held.</summary>
public sealed record HeldPosition(
    Guid AssignmentId,
    Guid PositionId,
    string PositionName,
    OdsCode Organisation,
    string OrganisationName,
    DateOnly StartsOn,
    DateOnly? ExpiresOn,
    DateTimeOffset? RemovedAt,
    string? GrantedBy,
    string? SponsoredBy,
    IReadOnlyList<AccessProfileView> AccessProfiles)
{
    public bool IsActiveOn(DateOnly day) => RemovedAt is null && StartsOn <= day && (ExpiresOn is null || day <= ExpiresOn);
}

/// <summary>Reads over positions and who holds them.</summary>
public sealed class PositionQueries(CareIdentityDb db, OnePerson person, RbacReferenceSource reference, TimeProvider clock)
{
    /// <summary>Open positions of one organisation, by name.</summary>
    public async Task<IReadOnlyList<PositionRow>> OfOrganisationAsync(OdsCode organisation, CancellationToken ct)
    {
        var today = clock.Today();
        return await db.Positions.AsNoTracking()
            .Where(p => p.Organisation == organisation && p.State == PositionState.Open)
            .OrderBy(p => p.Name)
            .Select(p => new PositionRow(
                p.Id,
                p.Name,
                p.Organisation,
                db.Organisations.Where(o => o.Code == p.Organisation).Select(o => o.Name).First(),
                p.AssignableBySponsors,
                p.State,
                db.PositionAssignments.Count(a => a.PositionId == p.Id && a.RemovedAt == null && a.StartsOn <= today && (a.ExpiresOn == null || a.ExpiresOn >= today))))
            .Take(500)
            .ToListAsync(ct);
    }

    public async Task<PositionView?> FindAsync(Guid id, CancellationToken ct)
    {
        var position = await db.Positions.AsNoTracking()
            .Include(p => p.AccessProfiles).ThenInclude(a => a.AddedActivities)
            .FirstOrDefaultAsync(p => p.Id == id, ct);
        if (position is null)
        {
            return null;
        }

        var names = await NamesAsync([position.Organisation, .. position.AccessProfiles.Select(a => a.Organisation)], ct);
        var rbac = await reference.GetAsync(ct);
        return new PositionView(
            position.Id,
            position.Name,
            position.Organisation,
            names[position.Organisation],
            position.AssignableBySponsors,
            position.State,
            [.. position.AccessProfiles.Select(a => View(a, names, rbac))])
        {
            ApprovalNote = position.ApprovalNote,
            ApprovedBy = await NameAsync(position.ApprovedBy, ct),
            CreatedAt = position.CreatedAt,
            ChangedAt = position.ChangedAt,
            ChangeApprovedBy = await NameAsync(position.ChangeApprovedBy, ct),
            ChangeNote = position.ChangeNote,
            Version = position.Version,
            Terms = position.Terms,
        };
    }

    /// <summary>Who holds it today or will, by name.</summary>
    public async Task<PositionHolders> HoldersAsync(Guid position, int skip, int take, CancellationToken ct)
    {
        var today = clock.Today();
        var holding = db.PositionAssignments.AsNoTracking().Where(a => a.PositionId == position && a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today));
        var rows = await holding
            .Join(db.Profiles, a => a.ProfileId, p => p.Id, (a, p) => new { Assignment = a, Person = p })
            .OrderBy(x => x.Person.SortName).ThenBy(x => x.Assignment.Id)
            .Skip(skip)
            .Take(take)
            .Select(x => new PositionHolder(x.Assignment.Id, x.Person.Id, x.Person.Uuid, x.Person.GivenName + " " + x.Person.FamilyName, x.Assignment.StartsOn, x.Assignment.ExpiresOn))
            .ToListAsync(ct);
        return new PositionHolders(rows, await holding.CountAsync(ct));
    }

    /// <summary>What a job role with these activities would give, with reasons: the preview of a position that does not exist yet.</summary>
    public async Task<AccessProfileView> PreviewAsync(OdsCode organisation, string organisationName, RCode jobRole, IReadOnlyList<BCode> added, CancellationToken ct)
    {
        var rbac = await reference.GetAsync(ct);
        return new AccessProfileView(Guid.Empty, organisation, organisationName, jobRole, rbac.JobRoleName(jobRole), rbac.Of(jobRole, added));
    }

    /// <summary>As above for access profiles that need not exist yet.</summary>
    public async Task<IReadOnlyList<AccessProfileView>> ViewsAsync(IReadOnlyList<NewAccessProfile> profiles, CancellationToken ct)
    {
        var names = await NamesAsync([.. profiles.Select(p => p.Organisation).Distinct()], ct);
        var rbac = await reference.GetAsync(ct);
        return [.. profiles.Select(p => new AccessProfileView(
            Guid.Empty, p.Organisation, names.GetValueOrDefault(p.Organisation, p.Organisation.Value), p.JobRole, rbac.JobRoleName(p.JobRole), rbac.Of(p.JobRole, p.AddedActivities)))];
    }

    /// <summary>Everything that a person holds, will hold or held: what works today first, then by start.</summary>
    public async Task<IReadOnlyList<HeldPosition>> OfProfileAsync(Guid profileId, CancellationToken ct)
    {
        var ids = await person.IdsAsync(profileId, ct);
        var rows = await db.PositionAssignments.AsNoTracking()
            .Where(a => ids.Contains(a.ProfileId))
            .Join(db.Positions.Include(p => p.AccessProfiles).ThenInclude(x => x.AddedActivities), a => a.PositionId, p => p.Id, (a, p) => new
            {
                Assignment = a,
                Position = p,
                GrantedBy = db.Profiles.Where(x => x.Id == a.GrantedBy).Select(x => x.GivenName + " " + x.FamilyName).FirstOrDefault(),
                SponsoredBy = db.Profiles.Where(x => x.Id == a.SponsoredBy).Select(x => x.GivenName + " " + x.FamilyName).FirstOrDefault(),
            })
            .OrderByDescending(x => x.Assignment.StartsOn).ThenBy(x => x.Assignment.Id)
            .Take(500)
            .ToListAsync(ct);
        var names = await NamesAsync([.. rows.SelectMany(r => r.Position.AccessProfiles.Select(a => a.Organisation).Append(r.Position.Organisation)).Distinct()], ct);
        var rbac = await reference.GetAsync(ct);
        var today = clock.Today();
        return [.. rows
            .Select(r => new HeldPosition(
                r.Assignment.Id,
                r.Position.Id,
                r.Position.Name,
                r.Position.Organisation,
                names[r.Position.Organisation],
                r.Assignment.StartsOn,
                r.Assignment.ExpiresOn,
                r.Assignment.RemovedAt,
                r.GrantedBy,
                r.SponsoredBy,
                [.. r.Position.AccessProfiles.Select(a => View(a, names, rbac))]))
            .OrderByDescending(p => p.IsActiveOn(today)).ThenByDescending(p => p.StartsOn)];
    }

    private async Task<string?> NameAsync(Guid? profile, CancellationToken ct) =>
        profile is null ? null : await db.Profiles.Where(p => p.Id == profile).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefaultAsync(ct);

    private static AccessProfileView View(AccessProfile access, Dictionary<OdsCode, string> names, RbacReference rbac) => new(
        access.Id,
        access.Organisation,
        names[access.Organisation],
        access.JobRole,
        rbac.JobRoleName(access.JobRole),
        rbac.Of(access.JobRole, access.AddedActivities.Select(a => a.Activity)));

    private async Task<Dictionary<OdsCode, string>> NamesAsync(IReadOnlyList<OdsCode> codes, CancellationToken ct) =>
        await db.Organisations.AsNoTracking().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.Name, ct);
}
