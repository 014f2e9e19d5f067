using System.Globalization;
using CareIdentity.Importing;
using CsvHelper;

namespace CareIdentity.Tool.Import;

/// <summary>Bad lines for people: the first ones on the screen, all of them in a file where one is named.</summary>
internal static class BadLineReport
{
    private const int MostShown = 50;

    public static async Task WriteAsync(IReadOnlyList<BadLine> bad, string? path, CancellationToken ct)
    {
        foreach (var line in bad.Take(MostShown))
        {
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{line.File} line {line.Number}: {line.Reason}"));
        }

        if (bad.Count > MostShown)
        {
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"and {bad.Count - MostShown:N0} more{(path is null ? "; --report FILE writes them all" : "")}"));
        }

        if (path is not null)
        {
            await WriteFileAsync(bad, path, ct);
            await Console.Out.WriteLineAsync($"All bad lines are in {path}");
        }
    }

    /// <summary>A reason quotes the file that was imported: nothing in it may become a formula of a spreadsheet.</summary>
    private static async Task WriteFileAsync(IReadOnlyList<BadLine> bad, string path, CancellationToken ct)
    {
        await using var file = File.Create(path);
        await using var writer = CsvWriter.Create(file, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);
        await writer.WriteRecordAsync(["file", "line", "reason"], ct);
        foreach (var line in bad)
        {
            await writer.WriteRecordAsync([line.File, line.Number.ToString(CultureInfo.InvariantCulture), line.Reason], ct);
        }
    }
}
