using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;

namespace CareIdentity.Importing;

/// <summary>
/// Comma-separated values (RFC 4180) where a line is a record: none of the files taken over has a line break within a field, so a
/// lost quotation mark spoils its own line and not the rest of the file. Memory is bounded, whatever the file.
/// </summary>
internal static class CsvLines
{
    private const int LongestLine = 64 * 1024;

    /// <summary>Reads from where the stream stands and leaves it open. Empty lines are counted and left out.</summary>
    /// <param name="lineBreaks">Whether a field in quotation marks may hold them, as files that people write do.</param>
    /// <exception cref="CsvFormatException">A line is longer than any of such a file can be.</exception>
    public static async IAsyncEnumerable<CsvLine> ReadAsync(Stream content, Encoding encoding, [EnumeratorCancellation] CancellationToken ct, bool lineBreaks = false)
    {
        // The reader may look ahead: a problem is kept until its line comes.
        var problems = new Dictionary<long, string>();
        var options = new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            AllowLineBreaksInQuotes = lineBreaks,
            TrackLineNumbers = true,
            MaxRecordSize = LongestLine,
            Encoding = encoding,
            OnMalformedRecord = found => problems[found.LineNumber] = "a quotation mark is in the wrong place",
        };
        using var reader = CsvReader.Create(content, options, leaveOpen: true);
        while (await reader.ReadAsync(ct))
        {
            problems.Remove(reader.LineNumber, out var problem);
            var fields = Fields(reader);
            yield return new CsvLine(reader.LineNumber, fields, problem ?? (fields.Any(field => field.Contains('\0', StringComparison.Ordinal)) ? "it has the character NUL, which no text has" : null));
        }
    }

    private static string[] Fields(CsvReader reader)
    {
        var fields = new string[reader.FieldCount];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = reader.GetString(i);
        }

        return fields;
    }
}
