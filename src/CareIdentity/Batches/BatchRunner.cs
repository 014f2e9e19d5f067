using System.Data.Common;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CareIdentity.Batches;

/// <summary>
/// Works on batches, one after the other, in steps of some lines. Any number of nodes may have one: whoever holds the lease of a batch
/// works on it, and another takes over when that node is gone. Nothing is kept here that a crash may not take.
/// </summary>
public sealed class BatchRunner(IServiceScopeFactory scopes, TimeProvider clock, ILogger<BatchRunner> log)
{
    private readonly Guid worker = Guid.NewGuid();
    private readonly Dictionary<string, int> seen = [];
    private Guid seenIn;

    /// <summary>The batch that has waited longest, until it is over, paused or somebody else's. False where none waits.</summary>
    public async Task<bool> WorkAsync(CancellationToken ct)
    {
        if (await NextAsync(ct) is not { } batch)
        {
            return false;
        }

        while (await StepAsync(batch, int.MaxValue, ct))
        {
            ct.ThrowIfCancellationRequested();
        }

        return true;
    }

    /// <summary>At most so many lines further. False where there is nothing more to do.</summary>
    public async Task<bool> StepAsync(Guid batch, int most, CancellationToken ct)
    {
        if (seenIn != batch)
        {
            seen.Clear();
            seenIn = batch;
        }

        var (taken, failure) = await TryAsync(batch, most, null, ct);
        if (taken is null && failure is null)
        {
            seen.Clear();
            return false;
        }

        if (taken is { Refusal: null } || await MovedOnAsync(batch, taken, ct))
        {
            return true;
        }

        // One of these lines cannot be saved with the others, in a way that its rules did not foresee: found by halves, and said.
        if (Math.Min(most, taken?.Lines ?? most) is > 1 and var lines)
        {
            return await StepAsync(batch, Math.Min(lines, 1_000) / 2, ct);
        }

        (taken, failure) = await TryAsync(batch, 1, taken?.Refusal ?? BatchRefusals.Failed, ct);
        return failure is null ? taken is not null : throw new InvalidOperationException("A batch cannot be worked on.", failure);
    }

    private async Task<(BatchStep.Taken? Taken, Exception? Failure)> TryAsync(Guid batch, int most, Refusal? instead, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return (await scope.ServiceProvider.GetRequiredService<BatchStep>().TakeAsync(batch, worker, most, instead, seen, ct), null);
        }
        catch (Exception failure) when (failure is DbException or DbUpdateException or InvalidOperationException && !ct.IsCancellationRequested)
        {
            log.LogError(failure, "Lines of the batch {Batch} failed; at most {Lines} of them.", batch, most);
            return (null, failure);
        }
    }

    private async Task<bool> MovedOnAsync(Guid batch, BatchStep.Taken? taken, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CareIdentityDb>();
        return taken is not null && !await db.Batches.AnyAsync(b => b.Id == batch && b.Version == taken.Version, ct);
    }

    private async Task<Guid?> NextAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<CareIdentityDb>(), clock.GetUtcNow());
        return await db.Batches.AsNoTracking()
            .Where(b => (b.State == BatchState.Checking || b.State == BatchState.Running || b.State == BatchState.Undoing)
                && (b.LeaseBy == null || b.LeaseBy == worker || b.LeaseUntil < now))
            .OrderBy(b => b.Id)
            .Select(b => (Guid?)b.Id)
            .FirstOrDefaultAsync(ct);
    }
}
