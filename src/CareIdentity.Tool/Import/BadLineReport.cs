using System.Globalization;
using CareIdentity.Importing;
using CsvHelper;

namespace CareIdentity.Tool.Import;

/// <summary>Bad lines for people: the first ones on the screen, all of them in a file where one is named. None is kept.</summary>
internal sealed class BadLineReport(string? path, bool withColumns) : IAsyncDisposable
{
    private const int MostShown = 50;

    private FileStream? file;
    private CsvWriter? writer;
    private long count;

    public async Task AddAsync(BadLine line, CancellationToken ct)
    {
        if (count++ < MostShown)
        {
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{line.File} line {line.Number}: {Column(line)}{line.Reason}{Code(line)}"));
        }

        if (path is not null)
        {
            await WriteAsync(path, line, ct);
        }
    }

    /// <summary>Says what was not shown.</summary>
    public async Task EndAsync(CancellationToken ct)
    {
        if (count > MostShown)
        {
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"and {count - MostShown:N0} more{(path is null ? "; --report FILE writes them all" : "")}"));
        }

        if (path is not null)
        {
            await (await WriterAsync(path, ct)).FlushAsync(ct);
            await Console.Out.WriteLineAsync($"All bad lines are in {path}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (writer is not null)
        {
            await writer.DisposeAsync();
        }

        if (file is not null)
        {
            await file.DisposeAsync();
        }
    }

    /// <summary>A reason quotes the file that was imported: nothing in it may become a formula of a spreadsheet.</summary>
    private async Task WriteAsync(string to, BadLine line, CancellationToken ct)
    {
        var number = line.Number.ToString(CultureInfo.InvariantCulture);
        await (await WriterAsync(to, ct)).WriteRecordAsync(withColumns ? [line.File, number, line.Column ?? "", line.Code ?? "", line.Reason] : [line.File, number, line.Reason], ct);
    }

    private async Task<CsvWriter> WriterAsync(string to, CancellationToken ct)
    {
        if (writer is null)
        {
            file = File.Create(to);
            writer = CsvWriter.Create(file, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);
            await writer.WriteRecordAsync(withColumns ? ["file", "line", "column", "code", "reason"] : ["file", "line", "reason"], ct);
        }

        return writer;
    }

    private static string Column(BadLine line) => line.Column is null ? "" : $"column {line.Column}: ";

    private static string Code(BadLine line) => line.Code is null ? "" : $" ({line.Code})";
}
