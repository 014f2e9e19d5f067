using System.Globalization;
using CareIdentity.Batches;
using CareIdentity.Kernel;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Batches;

/// <summary>One batch as it stands: what the check found, what it would do, how far the work is, what became of each line.</summary>
public sealed class OneModel(BatchQueries batches, SteerBatch steer, RaPolicy policy, Authority authority) : BatchPage(batches, authority)
{
    private const int RefreshSeconds = 5;

    public ListState State { get; private set; } = null!;

    /// <summary>Null: all of them.</summary>
    public BatchLineState? Shown { get; private set; }

    public BatchLinePage Lines { get; private set; } = new([], 0);

    public ProgressView? Progress { get; private set; }

    public bool MayUndo => Batch is { State: BatchState.Done or BatchState.Paused, Done: > 0, Kind: not BatchKind.StaffRecord } batch && (batch.FinishedAt is not { } finished || Clock.GetUtcNow() <= finished.AddDays(policy.BatchUndoDays));

    public int UndoDays => policy.BatchUndoDays;

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? await ShowLinesAsync();

    public Task<IActionResult> OnPostStartAsync() => SteerAsync(BatchMove.Start, "The batch is at work. You can leave this page; the work goes on.");

    public Task<IActionResult> OnPostPauseAsync() => SteerAsync(BatchMove.Pause, "The batch is paused. What was done stays done.");

    public Task<IActionResult> OnPostWithdrawAsync() => SteerAsync(BatchMove.Withdraw, "The batch was given up. Nothing of it was carried out.");

    /// <summary>Each line as it was uploaded, and what became of it.</summary>
    public async Task<IActionResult> OnGetResultAsync()
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        await using var writer = CsvRows.Begin(Response, $"batch-{Batch!.UploadedAt:yyyy-MM-dd}-result.csv");
        await writer.WriteAsync(["line", "result", "code", "message", "effect", .. BatchColumns.Of(Batch.Kind).Select(column => column.Name)]);
        await foreach (var line in Batches.AllLinesAsync(Id, Aborted))
        {
            await writer.WriteAsync(
                [line.FileLine.ToString(CultureInfo.InvariantCulture), BatchWords.Line(line.State).Word, line.Code ?? "", line.Message ?? "", line.Effect ?? "", .. line.Fields]);
        }

        return new EmptyResult();
    }

    private async Task<IActionResult> SteerAsync(BatchMove move, string done)
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        if ((await steer.ExecuteAsync(new SteerBatchRequest { BatchId = Id, Move = move }, Actor, Aborted)).Refusal is { } refusal)
        {
            await ShowLinesAsync();
            return await RefuseAsync(refusal);
        }

        Say(done);
        return LocalRedirect(Address);
    }

    private async Task<IActionResult> ShowLinesAsync()
    {
        State = ListState.Of(Request, ["show"], ["line"]);
        Shown = Enum.TryParse<BatchLineState>(State.Filter("show"), ignoreCase: true, out var state) && Enum.IsDefined(state) ? state
            : State.Filter("show") is null && Batch is { State: BatchState.Checked, Bad: > 0 } ? BatchLineState.Bad
            : null;
        Lines = await Batches.LinesAsync(Id, Shown, State.Skip, ListState.PageSize, Aborted);
        if (Batch!.IsAtWork)
        {
            Progress = new ProgressView(BatchWords.Work(Batch.State), Batch.Cursor, Batch.Lines) { Failed = Batch.Bad + Batch.Refused, PerSecond = PerSecond(Batch) };
            Response.Headers["Refresh"] = RefreshSeconds.ToString(CultureInfo.InvariantCulture);
        }

        return Page();
    }

    private double? PerSecond(BatchView batch) =>
        batch is { State: BatchState.Running, StartedAt: { } since } && Clock.GetUtcNow() - since is { TotalSeconds: > 1 } past ? batch.Cursor / past.TotalSeconds : null;
}
