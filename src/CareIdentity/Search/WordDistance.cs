namespace CareIdentity.Search;

/// <summary>Edits between two words: insert, delete, replace, swap neighbours (Damerau–Levenshtein, optimal string alignment).</summary>
public static class WordDistance
{
    public static int Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        Span<int> older = stackalloc int[NameText.MaxWord + 1];
        Span<int> old = stackalloc int[NameText.MaxWord + 1];
        Span<int> now = stackalloc int[NameText.MaxWord + 1];
        a = a[..Math.Min(a.Length, NameText.MaxWord)];
        b = b[..Math.Min(b.Length, NameText.MaxWord)];
        for (var j = 0; j <= b.Length; j++)
        {
            old[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = old[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                now[j] = Math.Min(Math.Min(old[j], now[j - 1]) + 1, replace);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    now[j] = Math.Min(now[j], older[j - 2] + 1);
                }
            }

            var spare = older;
            older = old;
            old = now;
            now = spare;
        }

        return old[b.Length];
    }

    /// <summary>How many edits still count as a slip: none in very short words, one, then two in long ones.</summary>
    public static int Allowed(string word) => word.Length switch
    {
        < 4 => 0,
        < 9 => 1,
        _ => 2,
    };

    /// <summary>The word, and the word with one letter left out: two words one slip apart share at least one of these (symmetric deletes).</summary>
    public static IEnumerable<string> Keys(string word)
    {
        yield return word;
        for (var i = 0; i < word.Length; i++)
        {
            if (i == 0 || word[i] != word[i - 1])
            {
                yield return word.Remove(i, 1);
            }
        }
    }
}
