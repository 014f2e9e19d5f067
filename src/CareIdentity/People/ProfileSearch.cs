using CareIdentity.Data;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

/// <summary>
/// Finds people by words of their names. Every question is answered along an index, whatever is typed: a first page among 100,000
/// people takes some milliseconds on either engine.
/// </summary>
internal sealed class ProfileSearch(CareIdentityDb db, KnownNames names)
{
    /// <summary>A person who bears two of the words appears twice among the candidates.</summary>
    private const int CandidatesForEach = 3;

    /// <summary>Those who bear the words first, then those with words that begin so, then those within a slip; at most <paramref name="take"/>.</summary>
    public async Task<IReadOnlyList<Guid>> FindAsync(IReadOnlyList<string> words, int take, CancellationToken ct)
    {
        words = [.. words.Distinct()];
        var beginnings = new List<IReadOnlyList<string>>(words.Count);
        foreach (var word in words)
        {
            beginnings.Add(await names.BeginningWithAsync(word, ct));
        }

        // A word that nobody has ever borne is found out here, not by looking through all who bear the others.
        var found = new List<Guid>(take);
        if (beginnings.TrueForAll(known => known.Count > 0))
        {
            if (Enumerable.Range(0, words.Count).All(i => beginnings[i][0] == words[i]))
            {
                Add(found, take, await BearingAsync([.. words.Select(word => (IReadOnlyList<string>)[word])], take, ct));
            }

            if (found.Count < take)
            {
                var together = words.Count > 1 && beginnings.TrueForAll(known => known.Count < KnownNames.MostWords);
                Add(found, take, await (together ? BearingAsync(beginnings, take, ct) : BeginningAsync(words, take, ct)));
            }
        }

        if (found.Count < take)
        {
            Add(found, take, await NearAsync(words, beginnings, take, ct));
        }

        return found;
    }

    private async Task<List<Guid>> NearAsync(IReadOnlyList<string> words, List<IReadOnlyList<string>> beginnings, int take, CancellationToken ct)
    {
        var wider = new List<IReadOnlyList<string>>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            wider.Add([.. beginnings[i], .. await names.NearAsync(words[i], ct)]);
        }

        return wider.TrueForAll(known => known.Count > 0) ? await BearingAsync(wider, take, ct) : [];
    }

    /// <summary>People who bear a word of every set, by name. Two sets are looked for together, the smallest: the rarest words as a rule.</summary>
    private async Task<List<Guid>> BearingAsync(List<IReadOnlyList<string>> wordSets, int take, CancellationToken ct)
    {
        var ordered = wordSets.OrderBy(set => set.Count).ThenByDescending(set => set[0].Length).ToList();
        var leading = ordered is [var first, var second, ..] ? Together(first, second) : ordered[0];
        var matches = db.ProfileNames.AsNoTracking().Where(n => leading.Contains(n.Word));
        foreach (var words in ordered.Skip(2))
        {
            matches = matches.Where(n => db.ProfileNames.Any(other => other.ProfileId == n.ProfileId && words.Contains(other.Word)));
        }

        return await matches.OrderBy(n => n.SortName).ThenBy(n => n.ProfileId).Select(n => n.ProfileId).Take(take * CandidatesForEach).ToListAsync(ct);
    }

    /// <summary>What is kept of a person who bears a word of the one and one of the other.</summary>
    internal static List<string> Together(IReadOnlyList<string> words, IReadOnlyList<string> others) =>
        [.. words.SelectMany(word => others.Select(other => ProfileName.Together(word, other))).Distinct()];

    /// <summary>The words of people who for every one of these bear one that begins so; found along the index by the longest.</summary>
    internal static IQueryable<ProfileName> Beginning(CareIdentityDb db, IReadOnlyList<string> words)
    {
        var ordered = words.OrderByDescending(word => word.Length).ToList();
        var (from, to) = (ordered[0], Beyond(ordered[0]));
        var matches = db.ProfileNames.AsNoTracking().Where(n => string.Compare(n.Word, from) >= 0 && string.Compare(n.Word, to) < 0);
        foreach (var word in ordered.Skip(1))
        {
            var (least, most) = (word, Beyond(word));
            matches = matches.Where(n => db.ProfileNames.Any(other =>
                other.ProfileId == n.ProfileId && string.Compare(other.Word, least) >= 0 && string.Compare(other.Word, most) < 0));
        }

        return matches;
    }

    /// <summary>In the order of the longest word: that of the index, so that nothing is sorted.</summary>
    private async Task<List<Guid>> BeginningAsync(IReadOnlyList<string> words, int take, CancellationToken ct) =>
        await Beginning(db, words)
            .OrderBy(n => n.Word).ThenBy(n => n.SortName).ThenBy(n => n.ProfileId)
            .Select(n => n.ProfileId)
            .Take(take * CandidatesForEach)
            .ToListAsync(ct);

    internal static string Beyond(string beginning) => beginning + '\uffff';

    private static void Add(List<Guid> found, int take, List<Guid> more)
    {
        foreach (var id in more)
        {
            if (found.Count < take && !found.Contains(id))
            {
                found.Add(id);
            }
        }
    }
}
