namespace CareIdentity.Tool.CommandLine;

/// <summary>The word that was probably meant: the fewest letters inserted, left out, changed or swapped with a neighbour.</summary>
internal static class NearestWord
{
    public static string Of(string typed, IEnumerable<string> words) => words.MinBy(word => Distance(typed, word))!;

    /// <summary>Optimal string alignment distance.</summary>
    public static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 ? j : j == 0 ? i : Step(i, j);
            }
        }

        return d[a.Length, b.Length];

        int Step(int i, int j)
        {
            var changed = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            var least = Math.Min(changed, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
            var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            return swapped ? Math.Min(least, d[i - 2, j - 2] + 1) : least;
        }
    }
}
