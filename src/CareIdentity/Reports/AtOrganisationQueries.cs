using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Reports;

/// <summary>Somebody who works at an organisation, today or from a later day, with what they hold there.</summary>
public sealed record PersonHere(UserUuid Uuid, string FullName, IReadOnlyList<PositionHere> Positions);

public sealed record PositionHere(Guid PositionId, string Name, DateOnly StartsOn, DateOnly? ExpiresOn);

public sealed record PeopleHere(IReadOnlyList<PersonHere> Rows, int Total);

public sealed record PositionsHere(IReadOnlyList<PositionRow> Rows, int Total);

public sealed record RequestHere(RequestReference Reference, RequestKind Kind, string SubjectName, string RaisedBy, DateOnly CountsFrom)
{
    /// <summary>Null while the person is not registered.</summary>
    public required UserUuid? SubjectUuid { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    public required RequestSource Source { get; init; }
}

public sealed record RequestsHere(IReadOnlyList<RequestHere> Rows, int Total);

/// <summary>What is on an organisation's pages: whether the reader may see it is for the page to ask first.</summary>
public sealed class AtOrganisationQueries(CareIdentityDb db, RbacReferenceSource reference, TimeProvider clock)
{
    /// <param name="organisation">Where.</param>
    /// <param name="text">Of the name, or a whole UUID; null for all.</param>
    /// <param name="staffOnly">Only those whose position gives a role of the Registration Authority.</param>
    public async Task<PeopleHere> PeopleAsync(OdsCode organisation, string? text, bool staffOnly, int skip, int take, CancellationToken ct)
    {
        var today = clock.Today();
        var positions = db.Positions.AsNoTracking().Where(p => p.Organisation == organisation && p.State == PositionState.Open);
        if (staffOnly)
        {
            var codes = StaffCodes.Appointed(await reference.GetAsync(ct));
            positions = positions.Where(p => p.AccessProfiles.Any(x => codes.Jobs.Contains(x.JobRole) || x.AddedActivities.Any(a => codes.Activities.Contains(a.Activity))));
        }

        var held = db.PositionAssignments.AsNoTracking()
            .Where(a => a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today))
            .Join(positions, a => a.PositionId, p => p.Id, (a, p) => new { a.ProfileId, a.Id, PositionId = p.Id, p.Name, a.StartsOn, a.ExpiresOn });
        var people = db.Profiles.AsNoTracking().Where(p => held.Select(h => h.ProfileId).Contains(p.Id));
        if (UserUuid.TryParse(text, out var uuid))
        {
            people = people.Where(p => p.Uuid == uuid || db.Profiles.Any(merged => merged.Uuid == uuid && merged.MergedInto == p.Id));
        }
        else if (NameText.Joined(text ?? "") is { Length: > 0 } words)
        {
            people = people.Where(p => p.SortName.Contains(words));
        }

        var rows = await people
            .OrderBy(p => p.SortName).ThenBy(p => p.Id)
            .Select(p => new { p.Id, p.Uuid, FullName = p.GivenName + " " + p.FamilyName })
            .Skip(skip)
            .Take(take)
            .ToListAsync(ct);
        var ids = rows.ConvertAll(p => p.Id);
        var theirs = (await held.Where(h => ids.Contains(h.ProfileId)).OrderBy(h => h.Name).ThenBy(h => h.Id).ToListAsync(ct)).ToLookup(h => h.ProfileId);
        return new PeopleHere(
            [.. rows.Select(p => new PersonHere(p.Uuid, p.FullName, [.. theirs[p.Id].Select(h => new PositionHere(h.PositionId, h.Name, h.StartsOn, h.ExpiresOn))]))],
            await people.CountAsync(ct));
    }

    /// <summary>How many people hold a position here, today or from a later day.</summary>
    public Task<int> CountPeopleAsync(OdsCode organisation, CancellationToken ct)
    {
        var today = clock.Today();
        return db.Positions.Where(p => p.Organisation == organisation && p.State == PositionState.Open)
            .Join(db.PositionAssignments.Where(a => a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today)), p => p.Id, a => a.PositionId, (p, a) => a.ProfileId)
            .Distinct()
            .CountAsync(ct);
    }

    public async Task<PositionsHere> PositionsAsync(OdsCode organisation, string? text, bool closed, int skip, int take, CancellationToken ct)
    {
        var today = clock.Today();
        var state = closed ? PositionState.Closed : PositionState.Open;
        var positions = db.Positions.AsNoTracking().Where(p => p.Organisation == organisation && p.State == state);
        if (!string.IsNullOrWhiteSpace(text))
        {
            var part = text.Trim().ToUpperInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // Becomes upper() in SQL; no culture of this process takes part.
            positions = positions.Where(p => p.Name.ToUpper().Contains(part));
#pragma warning restore CA1304, CA1311, CA1862
        }

        var rows = await positions
            .OrderBy(p => p.Name).ThenBy(p => p.Id)
            .Select(p => new PositionRow(
                p.Id,
                p.Name,
                p.Organisation,
                db.Organisations.Where(o => o.Code == p.Organisation).Select(o => o.Name).First(),
                p.AssignableBySponsors,
                p.State,
                db.PositionAssignments.Count(a => a.PositionId == p.Id && a.RemovedAt == null && a.StartsOn <= today && (a.ExpiresOn == null || a.ExpiresOn >= today))))
            .Skip(skip)
            .Take(take)
            .ToListAsync(ct);
        return new PositionsHere(rows, await positions.CountAsync(ct));
    }

    /// <summary>Open requests, longest waiting first.</summary>
    /// <param name="organisation">Where.</param>
    /// <param name="raisedBy">Only this person's; null for all.</param>
    public async Task<RequestsHere> OpenRequestsAsync(OdsCode organisation, Guid? raisedBy, int skip, int take, CancellationToken ct)
    {
        var open = OpenRequests(organisation, raisedBy);
        return new RequestsHere(await Rows(open).Skip(skip).Take(take).ToListAsync(ct), await open.CountAsync(ct));
    }

    /// <summary>All of them in the same order, one after the other.</summary>
    internal IAsyncEnumerable<RequestHere> AllOpenRequests(OdsCode organisation, Guid? raisedBy) => Rows(OpenRequests(organisation, raisedBy)).AsAsyncEnumerable();

    private IQueryable<AccessRequest> OpenRequests(OdsCode organisation, Guid? raisedBy)
    {
        var open = db.AccessRequests.AsNoTracking().Where(r => r.Organisation == organisation && r.State == RequestState.Open);
        return raisedBy is null ? open : open.Where(r => r.RaisedBy == raisedBy);
    }

    private IQueryable<RequestHere> Rows(IQueryable<AccessRequest> open) => open
        .OrderBy(r => r.CountsFrom).ThenBy(r => r.RaisedAt).ThenBy(r => r.Id)
        .Select(r => new RequestHere(
            r.Reference,
            r.Kind,
            r.SubjectName,
            db.Profiles.Where(p => p.Id == r.RaisedBy).Select(p => p.GivenName + " " + p.FamilyName).First(),
            r.CountsFrom)
        {
            SubjectUuid = db.Profiles.Where(p => p.Id == r.SubjectId).Select(p => p.Uuid).FirstOrDefault(),
            RaisedAt = r.RaisedAt,
            Source = r.Source,
        });
}
