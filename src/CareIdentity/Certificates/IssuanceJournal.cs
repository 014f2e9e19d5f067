using System.Collections.Concurrent;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Certificates;

/// <summary>
/// Where the numbered steps of the issuance cycle commit. Whoever comes while commits are under way waits for the end of one, and all who
/// waited share the next one; each returns only when its own row and event are kept. What fails for many at once is done again one by one, so that
/// nobody is refused for somebody else's key.
/// </summary>
public sealed class IssuanceJournal(IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    /// <summary>Of one commit: some hundred rows, a few milliseconds.</summary>
    private const int MostAtOnce = 64;

    private readonly ConcurrentQueue<Entry> waiting = new();

    /// <summary>Two commits at a time: the one is made ready while the database does the other.</summary>
    private readonly SemaphoreSlim turns = new(2, 2);

    public void Dispose() => turns.Dispose();

    internal Task<Refusal?> ReserveAsync(CertificateRecord record, Actor actor, CareEvent happened) =>
        WriteAsync(new Entry(record, Reserved: null, actor, happened));

    /// <summary>For a record that was reserved here and has been given its signature since.</summary>
    internal Task<Refusal?> KeepAsync(CertificateRecord record, Actor actor, CareEvent happened) =>
        WriteAsync(new Entry(record, Reserved: record.Version, actor, happened));

    private async Task<Refusal?> WriteAsync(Entry own)
    {
        waiting.Enqueue(own);
        await turns.WaitAsync();
        try
        {
            // Others may stand before it; where nobody stands there any more, somebody else is writing it or has written it.
            while (!own.Written.Task.IsCompleted && Take() is { Count: > 0 } some)
            {
                await WriteAsync(some);
            }
        }
        finally
        {
            turns.Release();
        }

        return await own.Written.Task;
    }

    private List<Entry> Take()
    {
        var taken = new List<Entry>();
        while (taken.Count < MostAtOnce && waiting.TryDequeue(out var next))
        {
            taken.Add(next);
        }

        return taken;
    }

    private async Task WriteAsync(IReadOnlyList<Entry> entries)
    {
        try
        {
            if (await CommitAsync(entries) is not { } refusal)
            {
                Tell(entries, null);
                return;
            }

            if (entries.Count == 1)
            {
                Tell(entries, refusal);
                return;
            }
        }
        catch (Exception failure) when (entries.Count == 1)
        {
            entries[0].Written.SetException(failure);
            return;
        }
        catch (Exception) when (entries.Count > 1)
        {
            // Each on its own shows whose it is.
        }

        foreach (var entry in entries)
        {
            await WriteAsync([entry]);
        }
    }

    /// <summary>Not cancellable: what was asked for by many is not given up by one.</summary>
    private async Task<Refusal?> CommitAsync(IReadOnlyList<Entry> entries)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CareIdentityDb>();
        var audit = scope.ServiceProvider.GetRequiredService<AuditTrail>();
        if (await IsOfServiceAsync(db, entries))
        {
            return CertificateRefusals.KeySeenBefore;
        }

        var now = clock.GetUtcNow();
        db.AddMany(entries.Where(entry => entry.Reserved is null).Select(entry => entry.Record).ToList());
        // Only what Keep sets, on the row as it was reserved.
        db.ChangeMany(
            entries.Where(entry => entry.Reserved is not null).Select(entry => (entry.Record, entry.Reserved!.Value)).ToList(),
            nameof(CertificateRecord.Status), nameof(CertificateRecord.Certificate), nameof(CertificateRecord.Fingerprint));
        audit.RecordMany(entries.Select(entry => (entry.Actor, Reason.None, entry.Happened, now)));
        return await db.SaveAsync(CancellationToken.None);
    }

    /// <summary>Whether a server or a signer has one of these keys: theirs are in a register of their own (security.md I2).</summary>
    private static async Task<bool> IsOfServiceAsync(CareIdentityDb db, IReadOnlyList<Entry> entries)
    {
        var hashes = entries.Where(entry => entry.Reserved is null).Select(entry => entry.Record.KeyHash).ToList();
        return hashes.Count > 0 && await db.ServiceCertificates.AnyAsync(c => hashes.Contains(c.KeyHash), CancellationToken.None);
    }

    private static void Tell(IReadOnlyList<Entry> entries, Refusal? refusal)
    {
        foreach (var entry in entries)
        {
            entry.Written.SetResult(refusal);
        }
    }

    /// <param name="Reserved">The version under which the record was reserved; null: that is what is to be done.</param>
    private sealed record Entry(CertificateRecord Record, Guid? Reserved, Actor Actor, CareEvent Happened)
    {
        public TaskCompletionSource<Refusal?> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
