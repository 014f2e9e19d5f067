using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Organisations;

public sealed record OrganisationView(
    OdsCode Code,
    string Name,
    OrganisationKind Kind,
    OrganisationStatus Status,
    string Address,
    string? Postcode,
    string? Telephone,
    DateOnly? OpenedOn,
    DateOnly? ClosedOn,
    OdsCode? RaParent,
    string? RaParentName)
{
    /// <summary>When the Registration Authority closed it; null also where only the organisation file says that it is closed.</summary>
    public DateTimeOffset? ClosedHereAt { get; init; }
}

public sealed record OrganisationRow(OdsCode Code, string Name, OrganisationKind Kind, OrganisationStatus Status, string? Postcode);

public sealed record ChildOrganisations(IReadOnlyList<OrganisationRow> Rows, int Total);

/// <summary>Reads over organisations; everybody signed in may find one (features.md row 7).</summary>
public sealed class OrganisationQueries(CareIdentityDb db, KnownNames names)
{
    private const int MostCandidates = 200;

    /// <summary>Whether the service knows any organisation yet.</summary>
    public Task<bool> AnyAsync(CancellationToken ct) => db.Organisations.AnyAsync(ct);

    public Task<OrganisationView?> FindAsync(OdsCode code, CancellationToken ct) =>
        db.Organisations.AsNoTracking()
            .Where(o => o.Code == code)
            .Select(o => new OrganisationView(
                o.Code, o.Name, o.Kind, o.Status, o.Address, o.Postcode, o.Telephone, o.OpenedOn, o.ClosedOn, o.RaParent,
                db.Organisations.Where(p => p.Code == o.RaParent).Select(p => p.Name).FirstOrDefault())
            {
                ClosedHereAt = o.ClosedHereAt,
            })
            .FirstOrDefaultAsync(ct);

    /// <summary>The organisations directly below it in the RA tree, by name.</summary>
    /// <param name="code">The parent.</param>
    /// <param name="beginning">Of the name or the code; null for all.</param>
    /// <param name="closed">Those that are closed instead of the others.</param>
    public async Task<ChildOrganisations> ChildrenAsync(OdsCode code, string? beginning, bool closed, int skip, int take, CancellationToken ct)
    {
        var children = db.Organisations.AsNoTracking().Where(o => o.RaParent == code && (o.Status == OrganisationStatus.Closed) == closed);
        if (NameText.Joined(beginning ?? "") is { Length: > 0 } text)
        {
            var exact = OdsCode.TryParse(beginning, out var parsed) ? parsed : null;
            children = children.Where(o => o.SortName.StartsWith(text) || o.Code == exact);
        }

        var rows = await children
            .OrderBy(o => o.SortName).ThenBy(o => o.Code)
            .Select(o => new OrganisationRow(o.Code, o.Name, o.Kind, o.Status, o.Postcode))
            .Skip(skip)
            .Take(take)
            .ToListAsync(ct);
        return new ChildOrganisations(rows, await children.CountAsync(ct));
    }

    /// <summary>By code (whole or beginning), postcode (whole or its first half) and words of the name, slips allowed; best first, at most <paramref name="take"/>.</summary>
    public async Task<IReadOnlyList<OrganisationRow>> SearchAsync(string? text, int take, CancellationToken ct)
    {
        var words = NameText.Words(text);
        if (words.Count == 0)
        {
            return [];
        }

        var found = new Dictionary<OdsCode, OrganisationRow>();
        if (words.Count == 1)
        {
            Add(found, await ByCodeAsync(words[0].ToUpperInvariant(), take, ct));
        }

        if (Postcode.Beginning(text) is { } postcode)
        {
            Add(found, await ByPostcodeAsync(postcode, take, ct));
        }

        Add(found, await RowsAsync(Beginning(words), ct));
        if (found.Count < take)
        {
            var wordSets = new List<IReadOnlyList<string>>(words.Count);
            foreach (var word in words)
            {
                wordSets.Add([.. await names.BeginningWithAsync(word, ct), .. await names.NearAsync(word, ct)]);
            }

            if (wordSets.TrueForAll(known => known.Count > 0))
            {
                Add(found, await RowsAsync(Bearing(wordSets), ct));
            }
        }

        return [.. found.Values.Take(take)];
    }

    private async Task<List<OrganisationRow>> ByCodeAsync(string beginning, int take, CancellationToken ct)
    {
        if (!beginning.All(char.IsAsciiLetterOrDigit) || beginning.Length > OdsCode.MaxLength)
        {
            return [];
        }

        // In SQL: a comparison of the converted value would become one of a cast, which no index serves.
        var beyond = beginning + '\uffff';
        return await db.Organisations.FromSql($"select * from organisations where code >= {beginning} and code < {beyond}").AsNoTracking()
            .OrderBy(o => o.Code)
            .Select(o => new OrganisationRow(o.Code, o.Name, o.Kind, o.Status, o.Postcode))
            .Take(take)
            .ToListAsync(ct);
    }

    private async Task<List<OrganisationRow>> ByPostcodeAsync(string beginning, int take, CancellationToken ct)
    {
        var beyond = beginning + '\uffff';
        return await db.Organisations.AsNoTracking()
            .Where(o => string.Compare(o.Postcode, beginning) >= 0 && string.Compare(o.Postcode, beyond) < 0)
            .OrderBy(o => o.Postcode).ThenBy(o => o.Code)
            .Select(o => new OrganisationRow(o.Code, o.Name, o.Kind, o.Status, o.Postcode))
            .Take(take)
            .ToListAsync(ct);
    }

    /// <summary>Names that for every word have one that begins so.</summary>
    private IQueryable<OrganisationName> Beginning(IReadOnlyList<string> words)
    {
        var matches = db.OrganisationNames.AsNoTracking();
        foreach (var (word, i) in words.OrderByDescending(word => word.Length).Select((word, i) => (word, i)))
        {
            var beyond = word + '\uffff';
            matches = i == 0
                ? matches.Where(n => string.Compare(n.Word, word) >= 0 && string.Compare(n.Word, beyond) < 0)
                : matches.Where(n => db.OrganisationNames.Any(other =>
                    other.Organisation == n.Organisation && string.Compare(other.Word, word) >= 0 && string.Compare(other.Word, beyond) < 0));
        }

        return matches;
    }

    /// <summary>Names that have a word of every set.</summary>
    private IQueryable<OrganisationName> Bearing(List<IReadOnlyList<string>> wordSets)
    {
        var first = wordSets[0];
        var matches = db.OrganisationNames.AsNoTracking().Where(n => first.Contains(n.Word));
        foreach (var words in wordSets.Skip(1))
        {
            matches = matches.Where(n => db.OrganisationNames.Any(other => other.Organisation == n.Organisation && words.Contains(other.Word)));
        }

        return matches;
    }

    private async Task<List<OrganisationRow>> RowsAsync(IQueryable<OrganisationName> matches, CancellationToken ct)
    {
        var rows = await matches
            .OrderBy(n => n.SortName)
            .Take(MostCandidates)
            .Join(db.Organisations, n => n.Organisation, o => o.Code, (n, o) => new OrganisationRow(o.Code, o.Name, o.Kind, o.Status, o.Postcode))
            .ToListAsync(ct);
        return [.. rows.OrderBy(o => o.Status is OrganisationStatus.Closed).ThenBy(o => o.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static void Add(Dictionary<OdsCode, OrganisationRow> found, IEnumerable<OrganisationRow> rows)
    {
        foreach (var row in rows)
        {
            found.TryAdd(row.Code, row);
        }
    }
}
