using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

public sealed record StaffSourceRow(Guid Id, string Name, OdsCode Organisation, int Sites, int Linked, int Waiting, int Proposed, int Conflicts, bool Suspended);

public sealed record StaffSourceView(
    Guid Id, string Name, OdsCode Organisation, string OrganisationName, IReadOnlyList<(OdsCode Code, string Name)> Sites, IReadOnlyList<string> Owned,
    bool HasSecret, DateTimeOffset? SecretMadeAt, DateTimeOffset? SuspendedAt, DateTimeOffset SetUpAt, string SetUpBy);

public sealed record MappingView(
    Guid Id, Guid SourceId, string SourceName, string StaffPosition, string StaffPositionName, Guid PositionId, string PositionName, OdsCode Organisation, string OrganisationName, MappedPositionState State,
    Guid ProposedById, string ProposedBy, DateTimeOffset ProposedAt, string Note, string? DecidedBy, DateTimeOffset? DecidedAt, string? DecisionNote, DateTimeOffset? EndedAt);

public sealed record StaffRecordRow(string EmployeeNumber, StaffRecordState State, OdsCode Organisation, string? StaffPosition, DateOnly? StartsOn, DateOnly? LeavesOn, long Sequence, string? FullName, UserUuid? Uuid, DateTimeOffset ChangedAt);

public sealed record ConflictRow(Guid Id, string SourceName, string EmployeeNumber, OdsCode Organisation, StaffConflictKind Kind, string Words, DateTimeOffset FoundAt, StaffConflictState State);

/// <summary>One of the people that a conflict is about.</summary>
public sealed record ConflictCandidate(Guid Id, UserUuid Uuid, string FullName, ProfileState State, PersonalDetails Details);

public sealed record ConflictView(
    Guid Id, Guid SourceId, string SourceName, string EmployeeNumber, long Sequence, OdsCode Organisation, StaffConflictKind Kind, string Words, DateTimeOffset FoundAt, StaffConflictState State,
    string? Settlement, string? SettledBy, DateTimeOffset? SettledAt, PersonalDetails? Told, string? StaffPosition, DateOnly? StartsOn, DateOnly? LeavesOn, IReadOnlyList<ConflictCandidate> Candidates)
{
    public IReadOnlyList<ConflictSettlement> Offered => State is StaffConflictState.Open ? SettleConflict.Offered(Kind) : [];
}

public sealed record StaffPage<T>(IReadOnlyList<T> Rows, int Total);

/// <summary>A staff record of a person, for their profile.</summary>
public sealed record StaffLink(Guid SourceId, string SourceName, string EmployeeNumber, StaffRecordState State, OdsCode Organisation, string? StaffPosition, DateOnly? LeavesOn);

/// <summary>Reads over staff records. Whether the reader may is asked of the authority by the page, at the organisation of what it shows.</summary>
public sealed class StaffRecordQueries(CareIdentityDb db)
{
    /// <summary>Those that an organisation or one above it in the RA tree looks after, and those that have it for a site or one below it.</summary>
    public async Task<IReadOnlyList<StaffSourceRow>> NearAsync(OdsCode organisation, CancellationToken ct) => await db.StaffSources.AsNoTracking()
        .Where(s => s.Organisation == organisation
            || db.StaffSourceSites.Any(x => x.SourceId == s.Id && x.Organisation == organisation)
            || db.OrganisationAncestors.Any(a => a.Organisation == s.Organisation && a.Ancestor == organisation))
        .OrderBy(s => s.Name).ThenBy(s => s.Id)
        .Take(100)
        .Select(s => new StaffSourceRow(
            s.Id,
            s.Name,
            s.Organisation,
            db.StaffSourceSites.Count(x => x.SourceId == s.Id),
            db.StaffRecords.Count(r => r.SourceId == s.Id && r.State == StaffRecordState.Linked),
            db.StaffRecords.Count(r => r.SourceId == s.Id && r.State == StaffRecordState.Waiting),
            db.MappedPositions.Count(m => m.SourceId == s.Id && m.State == MappedPositionState.Proposed),
            db.StaffConflicts.Count(c => c.SourceId == s.Id && c.State == StaffConflictState.Open),
            s.SuspendedAt != null))
        .ToListAsync(ct);

    /// <summary>Mappings to positions of this organisation that wait for a sponsor.</summary>
    public Task<int> CountProposedAsync(OdsCode organisation, CancellationToken ct) => db.MappedPositions.CountAsync(m => m.Organisation == organisation && m.State == MappedPositionState.Proposed, ct);

    /// <summary>Open conflicts of the staff records that this organisation looks after.</summary>
    public Task<int> CountConflictsAsync(OdsCode organisation, CancellationToken ct) =>
        db.StaffConflicts.CountAsync(c => c.State == StaffConflictState.Open && db.StaffSources.Any(s => s.Id == c.SourceId && s.Organisation == organisation), ct);

    public async Task<StaffSourceView?> FindAsync(Guid id, CancellationToken ct)
    {
        var found = await db.StaffSources.AsNoTracking().Where(s => s.Id == id)
            .Select(s => new
            {
                Source = s,
                OrganisationName = db.Organisations.Where(o => o.Code == s.Organisation).Select(o => o.Name).First(),
                SetUpBy = db.Profiles.Where(p => p.Id == s.SetUpBy).Select(p => p.GivenName + " " + p.FamilyName).First(),
            })
            .FirstOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var sites = await db.StaffSourceSites.AsNoTracking().Where(x => x.SourceId == id)
            .Join(db.Organisations, x => x.Organisation, o => o.Code, (x, o) => new { o.Code, o.Name })
            .OrderBy(o => o.Name).ToListAsync(ct);
        var s = found.Source;
        return new StaffSourceView(
            s.Id, s.Name, s.Organisation, found.OrganisationName, [.. sites.Select(o => (o.Code, o.Name))], s.Owned,
            s.SecretHash is not null, s.SecretMadeAt, s.SuspendedAt, s.SetUpAt, found.SetUpBy);
    }

    /// <summary>The staff record whose site this is.</summary>
    public async Task<Guid?> OfSiteAsync(OdsCode organisation, CancellationToken ct) =>
        await db.StaffSourceSites.AsNoTracking().Where(x => x.Organisation == organisation).Select(x => (Guid?)x.SourceId).FirstOrDefaultAsync(ct);

    public async Task<StaffPage<MappingView>> MappingsAsync(Guid source, MappedPositionState? state, int skip, int take, CancellationToken ct)
    {
        var mappings = db.MappedPositions.AsNoTracking().Where(m => m.SourceId == source && (state == null || m.State == state));
        return new StaffPage<MappingView>(await Views(mappings.OrderBy(m => m.StaffPosition).ThenBy(m => m.Id).Skip(skip).Take(take)).ToListAsync(ct), await mappings.CountAsync(ct));
    }

    public Task<MappingView?> MappingAsync(Guid id, CancellationToken ct) => Views(db.MappedPositions.AsNoTracking().Where(m => m.Id == id)).FirstOrDefaultAsync(ct);

    public async Task<StaffPage<StaffRecordRow>> RecordsAsync(Guid source, StaffRecordState? state, int skip, int take, CancellationToken ct)
    {
        var records = db.StaffRecords.AsNoTracking().Where(r => r.SourceId == source && (state == null || r.State == state));
        var rows = await records.OrderBy(r => r.EmployeeNumber).Skip(skip).Take(take)
            .Select(r => new StaffRecordRow(
                r.EmployeeNumber, r.State, r.Organisation, r.StaffPosition, r.StartsOn, r.LeavesOn, r.Sequence,
                db.Profiles.Where(p => p.Id == r.ProfileId).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault(),
                db.Profiles.Where(p => p.Id == r.ProfileId).Select(p => p.Uuid).FirstOrDefault(),
                r.ChangedAt))
            .ToListAsync(ct);
        return new StaffPage<StaffRecordRow>(rows, await records.CountAsync(ct));
    }

    public async Task<StaffPage<ConflictRow>> ConflictsAsync(Guid source, StaffConflictState state, int skip, int take, CancellationToken ct)
    {
        var conflicts = db.StaffConflicts.AsNoTracking().Where(c => c.SourceId == source && c.State == state);
        var rows = await conflicts.OrderBy(c => c.FoundAt).ThenBy(c => c.Id).Skip(skip).Take(take)
            .Select(c => new ConflictRow(
                c.Id,
                db.StaffSources.Where(s => s.Id == c.SourceId).Select(s => s.Name).First(),
                db.StaffRecords.Where(r => r.Id == c.RecordId).Select(r => r.EmployeeNumber).First(),
                c.Organisation, c.Kind, c.Words, c.FoundAt, c.State))
            .ToListAsync(ct);
        return new StaffPage<ConflictRow>(rows, await conflicts.CountAsync(ct));
    }

    public async Task<ConflictView?> ConflictAsync(Guid id, CancellationToken ct)
    {
        var found = await db.StaffConflicts.AsNoTracking().Where(c => c.Id == id)
            .Select(c => new
            {
                Conflict = c,
                Record = db.StaffRecords.First(r => r.Id == c.RecordId),
                Source = db.StaffSources.Where(s => s.Id == c.SourceId).Select(s => s.Name).First(),
                SettledBy = db.Profiles.Where(p => p.Id == c.SettledBy).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault(),
            })
            .FirstOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var (c, r) = (found.Conflict, found.Record);
        var ids = c.Profiles;
        var people = await db.Profiles.AsNoTracking().Where(p => ids.Contains(p.Id)).OrderBy(p => p.SortName).ToListAsync(ct);
        return new ConflictView(
            c.Id, c.SourceId, found.Source, r.EmployeeNumber, c.Sequence, c.Organisation, c.Kind, c.Words, c.FoundAt, c.State, c.Settlement, found.SettledBy, c.SettledAt,
            r.Person, r.StaffPosition, r.StartsOn, r.LeavesOn,
            [.. people.Select(p => new ConflictCandidate(p.Id, p.Uuid, p.FullName, p.State, p.Described))]);
    }

    public async Task<IReadOnlyList<StaffLink>> OfProfileAsync(Guid profile, CancellationToken ct) => await db.StaffRecords.AsNoTracking()
        .Where(r => r.ProfileId == profile)
        .OrderBy(r => r.EmployeeNumber)
        .Take(50)
        .Select(r => new StaffLink(r.SourceId, db.StaffSources.Where(s => s.Id == r.SourceId).Select(s => s.Name).First(), r.EmployeeNumber, r.State, r.Organisation, r.StaffPosition, r.LeavesOn))
        .ToListAsync(ct);

    private IQueryable<MappingView> Views(IQueryable<MappedPosition> mappings) => mappings.Select(m => new MappingView(
        m.Id,
        m.SourceId,
        db.StaffSources.Where(s => s.Id == m.SourceId).Select(s => s.Name).First(),
        m.StaffPosition,
        m.StaffPositionName,
        m.PositionId,
        db.Positions.Where(p => p.Id == m.PositionId).Select(p => p.Name).First(),
        m.Organisation,
        db.Organisations.Where(o => o.Code == m.Organisation).Select(o => o.Name).First(),
        m.State,
        m.ProposedBy,
        db.Profiles.Where(p => p.Id == m.ProposedBy).Select(p => p.GivenName + " " + p.FamilyName).First(),
        m.ProposedAt,
        m.Note,
        db.Profiles.Where(p => p.Id == m.DecidedBy).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault(),
        m.DecidedAt,
        m.DecisionNote,
        m.EndedAt));
}
