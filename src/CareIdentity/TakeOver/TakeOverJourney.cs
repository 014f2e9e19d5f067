using CareIdentity.Batches;
using CareIdentity.Data;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CareIdentity.People;
using CsvHelper;

namespace CareIdentity.TakeOver;

/// <summary>A file from its first lines to its last: some lines are decided while those before them are written.</summary>
internal sealed class TakeOverJourney(TakeOverChunk chunk, ImportPeopleRequest request, Actor actor, IProgress<ImportProgress>? progress)
{
    private long lines;
    private TakeOverCounts counts;

    public async Task<Outcome<ImportedPeople>> TakeOverAsync(IAsyncEnumerable<TakeOverLine[]> all, CancellationToken ct)
    {
        DecidedLines? decided = null;
        await using var each = all.GetAsyncEnumerator(ct);
        try
        {
            while (await ReadAsync(each, decided, ct))
            {
                var people = await chunk.LoadAsync(each.Current, ct);
                var before = decided;
                var writing = Task.Run(() => WriteAsync(before, ct), ct);
                try
                {
                    decided = chunk.Decide(each.Current, people, request.FileName, actor);
                }
                finally
                {
                    await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                }

                if (await writing is { } refusal)
                {
                    return refusal;
                }
            }
        }
        catch (CsvFormatException)
        {
            return BatchRefusals.LineTooLong;
        }

        return await WriteAsync(decided, ct) is { } refused ? refused : new ImportedPeople(lines, counts);
    }

    /// <summary>What was decided is written also where the file cannot be read on.</summary>
    private async Task<bool> ReadAsync(IAsyncEnumerator<TakeOverLine[]> each, DecidedLines? decided, CancellationToken ct)
    {
        try
        {
            return await each.MoveNextAsync();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await WriteAsync(decided, ct);
            throw;
        }
    }

    private async Task<Refusal?> WriteAsync(DecidedLines? decided, CancellationToken ct)
    {
        if (decided is null)
        {
            return null;
        }

        if (await chunk.WriteAsync(decided, ct) is { } refusal)
        {
            return refusal.Code == SaveRefusals.ChangedBySomeoneElse.Code || refusal.Code == ProfileRefusals.UuidInUse.Code ? ImportRefusals.AnotherChange : refusal;
        }

        await TellAsync(decided.Lines, ct);
        (lines, counts) = (lines + decided.Lines.Count, counts + decided.Counts);
        progress?.Report(new ImportProgress(lines, Expected(request.Content)));
        return null;
    }

    private async Task TellAsync(IReadOnlyList<TakeOverLine> told, CancellationToken ct)
    {
        foreach (var line in told)
        {
            foreach (var (refusal, column) in line.Cells.Problems)
            {
                await request.Bad(new BadLine(request.FileName, line.Number, string.Join(' ', new[] { refusal.Message, refusal.Why }.OfType<string>())) { Column = column, Code = refusal.Code }, ct);
            }
        }
    }

    /// <summary>The lines of the whole file as far as its octets tell.</summary>
    private long Expected(Stream content) => content.Position == 0 ? lines : Math.Max(lines, (long)(lines * ((double)content.Length / content.Position)));
}
