namespace CareIdentity.Smartcards;

/// <summary>
/// Serial numbers as people type or paste them: one on a line, or the first and the last of a run ("09 1234 5601 to 09 1234 5620"), as they
/// stand on the box of a delivery.
/// </summary>
public static class SerialList
{
    private static readonly string[] Between = [" to ", " – "];

    /// <summary>Each serial number once, in the order given; what is wrong with which line, in words. At most <paramref name="most"/> numbers are made of runs.</summary>
    public static (IReadOnlyList<CardSerial> Serials, IReadOnlyList<string> Problems) Read(string? text, int most)
    {
        var (serials, problems) = (new List<CardSerial>(), new List<string>());
        var number = 0;
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.TrimEntries))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            if (Run(line) is not var (first, last))
            {
                problems.Add($"Line {number} is not a serial number of ten digits, series 01 to 10, nor a first and a last one");
            }
            else if (last < first || last - first >= most || serials.Count + (last - first) >= most)
            {
                problems.Add(last < first ? $"The run on line {number} ends before it begins" : $"With line {number} there are more than {most:N0} cards");
            }
            else
            {
                serials.AddRange(Enumerable.Range(0, (int)(last - first) + 1).Select(i => CardSerial.Parse((first + i).ToString("D10", System.Globalization.CultureInfo.InvariantCulture))));
            }
        }

        return ([.. serials.Distinct()], problems);
    }

    /// <summary>Both ends of one series.</summary>
    private static (long First, long Last)? Run(string line)
    {
        var ends = line.Split(Between, StringSplitOptions.TrimEntries);
        return ends.Length <= 2 && CardSerial.TryParse(ends[0], out var first) && CardSerial.TryParse(ends[^1], out var last) && first.Series == last.Series
            ? (long.Parse(first.Value, System.Globalization.CultureInfo.InvariantCulture), long.Parse(last.Value, System.Globalization.CultureInfo.InvariantCulture))
            : null;
    }
}
