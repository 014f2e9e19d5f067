using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Organisations;

/// <summary>An organisation that somebody looked for, with the Registration Authority that looks after it.</summary>
/// <param name="Ra">Null where none looks after it.</param>
public sealed record DirectoryRow(OrganisationRow Organisation, DirectoryEntry? Ra);

/// <summary>The entry of one Registration Authority.</summary>
public sealed record DirectoryEntry(OdsCode Code, string Name, RaEntry Entry, DateOnly? ConfirmedOn, string? ConfirmedBy, OdsCode? Above, string? AboveName)
{
    /// <summary>Never confirmed, or so long ago that it may be wrong.</summary>
    public bool IsOverdue(DateOnly today, int days) => ConfirmedOn is null || ConfirmedOn.Value.AddDays(days) < today;
}

/// <summary>What somebody says is wrong with an entry.</summary>
public sealed record WrongEntryRow(Guid Id, string What, string? ReplyTo, DateTimeOffset ReportedAt, DateTimeOffset? ResolvedAt, string? ResolvedBy, string? Answer);

public sealed record WrongEntryPage(IReadOnlyList<WrongEntryRow> Rows, int Total);

/// <summary>Reads of the public directory; what it shows of organisations is public already, of people only who answers.</summary>
public sealed class RaDirectoryQueries(CareIdentityDb db, OrganisationQueries organisations)
{
    /// <summary>By ODS code, name or postcode; open organisations, best first, each with its RA.</summary>
    public async Task<IReadOnlyList<DirectoryRow>> SearchAsync(string? text, int take, CancellationToken ct)
    {
        var found = (await organisations.SearchAsync(text, take, ct)).Where(o => o.Status is not OrganisationStatus.Closed).ToList();
        if (found.Count == 0)
        {
            return [];
        }

        var codes = found.ConvertAll(o => o.Code);
        var ancestors = await db.OrganisationAncestors.AsNoTracking().Where(a => codes.Contains(a.Organisation)).ToListAsync(ct);
        var those = ancestors.Select(a => a.Ancestor).Distinct().ToList();
        var authorities = await db.Organisations.AsNoTracking()
            .Where(o => those.Contains(o.Code) && o.Kind == OrganisationKind.RegistrationAuthority)
            .ToDictionaryAsync(o => o.Code, ct);
        var nearest = ancestors.Where(a => authorities.ContainsKey(a.Ancestor))
            .GroupBy(a => a.Organisation)
            .ToDictionary(group => group.Key, group => Entry(authorities[group.MinBy(a => a.Depth)!.Ancestor], null));
        return [.. found.Select(o => new DirectoryRow(o, nearest.GetValueOrDefault(o.Code)))];
    }

    /// <summary>Null where it is no open Registration Authority.</summary>
    public async Task<DirectoryEntry?> FindAsync(OdsCode code, CancellationToken ct)
    {
        var ra = await db.Organisations.AsNoTracking()
            .FirstOrDefaultAsync(o => o.Code == code && o.Kind == OrganisationKind.RegistrationAuthority && o.Status != OrganisationStatus.Closed, ct);
        if (ra is null)
        {
            return null;
        }

        var above = await db.Organisations.AsNoTracking().Where(o => o.Code == ra.RaParent).Select(o => o.Name).FirstOrDefaultAsync(ct);
        return Entry(ra, above);
    }

    public Task<int> CountOpenReportsAsync(OdsCode ra, CancellationToken ct) =>
        db.WrongEntryReports.CountAsync(r => r.Organisation == ra && r.ResolvedAt == null, ct);

    /// <summary>What waits, oldest first, or what was resolved, newest first.</summary>
    public async Task<WrongEntryPage> ReportsAsync(OdsCode ra, bool resolved, int skip, int take, CancellationToken ct)
    {
        var reports = db.WrongEntryReports.AsNoTracking().Where(r => r.Organisation == ra && (r.ResolvedAt != null) == resolved);
        var ordered = resolved ? reports.OrderByDescending(r => r.ResolvedAt).ThenBy(r => r.Id) : reports.OrderBy(r => r.ReportedAt).ThenBy(r => r.Id);
        var rows = await ordered
            .Skip(skip)
            .Take(take)
            .Select(r => new WrongEntryRow(r.Id, r.What, r.ReplyTo, r.ReportedAt, r.ResolvedAt, r.ResolvedBy, r.Answer))
            .ToListAsync(ct);
        return new WrongEntryPage(rows, await reports.CountAsync(ct));
    }

    /// <summary>The Registration Authorities at and below one whose entry was not confirmed since a day, longest ago first.</summary>
    public async Task<IReadOnlyList<DirectoryEntry>> OverdueAsync(OdsCode top, DateOnly confirmedBefore, int take, CancellationToken ct)
    {
        // A country has a hundred of them, and forty thousand organisations below. So of each it is counted whether it stands below: "any" would become a
        // join, and with a plan for whichever organisation PostgreSQL begins that with everything below.
        var rows = await db.Organisations.AsNoTracking()
            .Where(o => o.Kind == OrganisationKind.RegistrationAuthority && o.Status != OrganisationStatus.Closed && (o.ContactConfirmedOn == null || o.ContactConfirmedOn < confirmedBefore))
            .Where(o => db.OrganisationAncestors.Count(a => a.Organisation == o.Code && a.Ancestor == top) == 1)
            .OrderBy(o => o.ContactConfirmedOn).ThenBy(o => o.SortName)
            .Take(take)
            .ToListAsync(ct);
        return [.. rows.Select(o => Entry(o, null))];
    }

    private static DirectoryEntry Entry(Organisation ra, string? above) => new(ra.Code, ra.Name, ra.Entry, ra.ContactConfirmedOn, ra.ContactConfirmedBy, ra.RaParent, above);
}
