using CareIdentity.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Search;

/// <summary>
/// One row for each way to mistype a known word by leaving out a letter. It grows with the number of different words, not with the
/// population, and may hold words that nobody bears any more: it only widens a search, it never decides one.
/// </summary>
[Housekeeping("An index over words; rows of people and organisations decide what is found.")]
internal sealed class NameKey
{
    /// <summary>The word, or the word without one letter.</summary>
    public required string Key { get; init; }

    public required string Word { get; init; }
}

internal sealed class NameKeyMapping : IEntityTypeConfiguration<NameKey>
{
    public void Configure(EntityTypeBuilder<NameKey> builder)
    {
        builder.ToTable("NameKeys");
        builder.HasKey(k => new { k.Key, k.Word });
        builder.Property(k => k.Key).HasMaxLength(NameText.MaxWord);
        builder.Property(k => k.Word).HasMaxLength(NameText.MaxWord);
    }
}

/// <summary>Finds the known words near a typed one.</summary>
public sealed class KnownNames(CareIdentityDb db)
{
    /// <summary>So many come for one word at most.</summary>
    internal const int MostWords = 40;

    private const int WordsAtOnce = 500;

    /// <summary>
    /// Makes words known, before the rows that use them are saved. Any number at once; safe to repeat and to run twice at once;
    /// a word learnt for a change that then fails does no harm.
    /// </summary>
    public async Task LearnAsync(IEnumerable<string> words, CancellationToken ct)
    {
        foreach (var some in words.Distinct().Chunk(WordsAtOnce))
        {
            var known = await db.NameKeys.AsNoTracking().Where(k => some.Contains(k.Key) && k.Key == k.Word).Select(k => k.Word).ToListAsync(ct);
            var unknown = some.Except(known).ToList();

            // The bare words last: their presence says that all their keys are there, even after a crash half-way.
            await InsertAsync(unknown.SelectMany(word => WordDistance.Keys(word).Where(key => key != word).Select(key => (key, word))), ct);
            await InsertAsync(unknown.Select(word => (word, word)), ct);
        }
    }

    /// <summary>Known words that begin with what was typed, the exact word first.</summary>
    public async Task<IReadOnlyList<string>> BeginningWithAsync(string typed, CancellationToken ct)
    {
        var beyond = typed + '\uffff';
        var words = await db.NameKeys.AsNoTracking()
            .Where(k => string.Compare(k.Key, typed) >= 0 && string.Compare(k.Key, beyond) < 0 && k.Key == k.Word)
            .OrderBy(k => k.Key)
            .Select(k => k.Word)
            .Take(MostWords)
            .ToListAsync(ct);
        return words;
    }

    /// <summary>Known words within a slip or two of what was typed, nearest first; the exact word is left out.</summary>
    public async Task<IReadOnlyList<string>> NearAsync(string typed, CancellationToken ct)
    {
        var allowed = WordDistance.Allowed(typed);
        if (allowed == 0)
        {
            return [];
        }

        var keys = WordDistance.Keys(typed).Distinct().ToList();
        var words = await db.NameKeys.AsNoTracking()
            .Where(k => keys.Contains(k.Key))
            .Select(k => k.Word)
            .Distinct()
            .OrderBy(word => word)
            .Take(500)
            .ToListAsync(ct);
        return [.. words
            .Where(word => word != typed)
            .Select(word => (Word: word, Edits: WordDistance.Between(word, typed)))
            .Where(near => near.Edits <= allowed)
            .OrderBy(near => near.Edits).ThenBy(near => near.Word, StringComparer.Ordinal)
            .Take(MostWords)
            .Select(near => near.Word)];
    }

    /// <summary>In order, so that two who insert the same rows at once never wait for each other in a circle.</summary>
    private Task InsertAsync(IEnumerable<(string Key, string Word)> rows, CancellationToken ct) =>
        db.InsertMissingAsync(
            rows.Distinct()
                .OrderBy(row => row.Key, StringComparer.Ordinal).ThenBy(row => row.Word, StringComparer.Ordinal)
                .Select(row => new NameKey { Key = row.Key, Word = row.Word }),
            ct);
}
