using System.Collections.Concurrent;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Certificates;

/// <summary>
/// Where the numbered steps of the issuance cycle commit. Whoever comes while a commit is under way waits for its end, and all who waited
/// share the next one; each returns only when its own row and event are kept. What fails for many at once is done again one by one, so that
/// nobody is refused for somebody else's key.
/// </summary>
public sealed class IssuanceJournal(IServiceScopeFactory scopes) : IDisposable
{
    /// <summary>Of one commit: some hundred rows, a few milliseconds.</summary>
    private const int MostAtOnce = 64;

    private readonly ConcurrentQueue<Entry> waiting = new();
    private readonly SemaphoreSlim turn = new(1, 1);

    public void Dispose() => turn.Dispose();

    internal Task<Refusal?> ReserveAsync(CertificateRecord record, Actor actor, CareEvent happened) =>
        WriteAsync(new Entry(db => db.Certificates.Add(record), actor, happened));

    /// <summary>For a record that was reserved here and has been given its signature since.</summary>
    internal Task<Refusal?> KeepAsync(CertificateRecord record, Actor actor, CareEvent happened)
    {
        var reserved = record.Version;
        return WriteAsync(new Entry(Keep, actor, happened));

        void Keep(CareIdentityDb db)
        {
            var kept = db.Certificates.Attach(record);
            kept.Property(c => c.Version).OriginalValue = reserved;
            kept.Property(c => c.Status).IsModified = true;
            kept.Property(c => c.Certificate).IsModified = true;
            kept.Property(c => c.Fingerprint).IsModified = true;
        }
    }

    private async Task<Refusal?> WriteAsync(Entry own)
    {
        waiting.Enqueue(own);
        await turn.WaitAsync();
        try
        {
            // Who had the turn before may have written it; others may stand before it.
            while (!own.Written.Task.IsCompleted)
            {
                await WriteAsync(Take());
            }
        }
        finally
        {
            turn.Release();
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
        foreach (var entry in entries)
        {
            entry.Change(db);
            audit.Record(entry.Actor, Reason.None, entry.Happened);
        }

        return await db.SaveAsync(CancellationToken.None);
    }

    private static void Tell(IReadOnlyList<Entry> entries, Refusal? refusal)
    {
        foreach (var entry in entries)
        {
            entry.Written.SetResult(refusal);
        }
    }

    private sealed record Entry(Action<CareIdentityDb> Change, Actor Actor, CareEvent Happened)
    {
        public TaskCompletionSource<Refusal?> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
