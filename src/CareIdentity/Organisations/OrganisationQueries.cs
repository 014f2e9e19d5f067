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
    string? RaParentName);

public sealed record OrganisationRow(OdsCode Code, string Name, OrganisationKind Kind, OrganisationStatus Status, string? Postcode);

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
                db.Organisations.Where(p => p.Code == o.RaParent).Select(p => p.Name).FirstOrDefault()))
            .FirstOrDefaultAsync(ct);

    /// <summary>The organisations directly below it in the RA tree.</summary>
    public async Task<IReadOnlyList<OrganisationRow>> ChildrenAsync(OdsCode code, CancellationToken ct) =>
        await db.Organisations.AsNoTracking()
            .Where(o => o.RaParent == code)
            .OrderBy(o => o.SortName)
            .Select(o => new OrganisationRow(o.Code, o.Name, o.Kind, o.Status, o.Postcode))
            .Take(500)
            .ToListAsync(ct);

    /// <summary>By code (whole or beginning) and by words of the name, slips allowed; best first, at most <paramref name="take"/>.</summary>
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

        var wordSets = new List<IReadOnlyList<string>>(words.Count);
        foreach (var word in words)
        {
            wordSets.Add([word, .. await names.BeginningWithAsync(word, ct)]);
        }

        Add(found, await ByWordsAsync(wordSets, ct));
        if (found.Count < take)
        {
            for (var i = 0; i < words.Count; i++)
            {
                wordSets[i] = [.. wordSets[i], .. await names.NearAsync(words[i], ct)];
            }

            Add(found, await ByWordsAsync(wordSets, ct));
        }

        return [.. found.Values.Take(take)];
    }

    private async Task<List<OrganisationRow>> ByCodeAsync(string beginning, int take, CancellationToken ct)
    {
        if (!beginning.All(char.IsAsciiLetterOrDigit) || beginning.Length > OdsCode.MaxLength)
        {
            return [];
        }

        var beyond = beginning + '\uffff';
        return await db.Organisations.AsNoTracking()
            .Where(o => string.Compare((string)(object)o.Code, beginning) >= 0 && string.Compare((string)(object)o.Code, beyond) < 0)
            .OrderBy(o => o.Code)
            .Select(o => new OrganisationRow(o.Code, o.Name, o.Kind, o.Status, o.Postcode))
            .Take(take)
            .ToListAsync(ct);
    }

    private async Task<List<OrganisationRow>> ByWordsAsync(List<IReadOnlyList<string>> wordSets, CancellationToken ct)
    {
        var first = wordSets[0];
        var matches = db.OrganisationNames.AsNoTracking().Where(n => first.Contains(n.Word));
        foreach (var words in wordSets.Skip(1))
        {
            matches = matches.Where(n => db.OrganisationNames.Any(other => other.Organisation == n.Organisation && words.Contains(other.Word)));
        }

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
