using System.Collections.Concurrent;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Certificates;

/// <summary>
/// Where the numbered steps of the issuance cycle commit. Whatever comes while commits are under way waits for the end of one, and all that
/// waited shares the next one; each step goes on when its own row and event are kept. What fails for many at once is done again one by one, so that
/// nobody is refused for somebody else's key.
/// </summary>
public sealed class IssuanceJournal(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Of one commit: some hundred rows, a few milliseconds.</summary>
    private const int MostAtOnce = 64;

    /// <summary>Commits under way: the one is made ready while the database does the other.</summary>
    private const int MostWriters = 2;

    private readonly ConcurrentQueue<Entry> waiting = new();
    private int writers;

    internal Task<Refusal?> ReserveAsync(CertificateRecord record, Actor actor, CareEvent happened) =>
        WriteAsync(new Entry(record, Reserved: null, actor, happened));

    /// <summary>For a record that was reserved here and has been given its signature since.</summary>
    internal Task<Refusal?> KeepAsync(CertificateRecord record, Actor actor, CareEvent happened) =>
        WriteAsync(new Entry(record, Reserved: record.Version, actor, happened));

    private Task<Refusal?> WriteAsync(Entry own)
    {
        waiting.Enqueue(own);
        if (TryBegin())
        {
            _ = WriteAllAsync();
        }

        return own.Written.Task;
    }

    /// <summary>One of those who write, until nothing waits. Never throws: a failure is told to those whose rows it concerns.</summary>
    private async Task WriteAllAsync()
    {
        do
        {
            while (!waiting.IsEmpty)
            {
                // Whoever is about to bring something brings it first: it comes along.
                await Task.Yield();
                if (Take() is { Count: > 0 } some)
                {
                    await WriteAsync(some);
                }
            }

            Interlocked.Decrement(ref writers);
        }
        while (!waiting.IsEmpty && TryBegin());
    }

    /// <summary>Whoever ends looks again afterwards, so that nothing is left waiting that came while all were at work.</summary>
    private bool TryBegin()
    {
        for (var seen = Volatile.Read(ref writers); seen < MostWriters;)
        {
            var before = Interlocked.CompareExchange(ref writers, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
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
        if (await IsWrittenAsync(entries))
        {
            return;
        }

        foreach (var entry in entries)
        {
            await WriteAsync([entry]);
        }
    }

    /// <summary>False for many of which one or another was refused or failed: each on its own shows whose it is.</summary>
    private async Task<bool> IsWrittenAsync(IReadOnlyList<Entry> entries)
    {
        try
        {
            // One context for the commit and for what is asked after it: making one costs as much as some rows.
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<CareIdentityDb>();
            var refusal = await CommitAsync(db, scope.ServiceProvider.GetRequiredService<AuditTrail>(), entries);
            if (refusal is null)
            {
                await TellAsync(db, entries);
            }
            else if (entries.Count == 1)
            {
                entries[0].Written.TrySetResult(refusal);
            }

            return refusal is null || entries.Count == 1;
        }
        catch (Exception failure) when (entries.Count == 1)
        {
            entries[0].Written.TrySetException(failure);
            return true;
        }
        catch (Exception) when (entries.Count > 1)
        {
            return false;
        }
    }

    /// <summary>Not cancellable: what was asked for by many is not given up by one.</summary>
    private async Task<Refusal?> CommitAsync(CareIdentityDb db, AuditTrail audit, IReadOnlyList<Entry> entries)
    {
        var now = clock.GetUtcNow();
        db.AddMany(entries.Where(entry => entry.Reserved is null).Select(entry => entry.Record).ToList());
        // Only what Keep sets, on the row as it was reserved.
        db.ChangeMany(
            entries.Where(entry => entry.Reserved is not null).Select(entry => (entry.Record, entry.Reserved!.Value)).ToList(),
            nameof(CertificateRecord.Status), nameof(CertificateRecord.Certificate), nameof(CertificateRecord.Fingerprint));
        audit.RecordMany(entries.Select(entry => (entry.Actor, Reason.None, entry.Happened, now)));
        return await db.SaveAsync(CancellationToken.None);
    }

    /// <summary>
    /// Whose key a server or a signer has, too, is refused (security.md I2). Asked when the reservation is on record and before anything is signed, as
    /// <see cref="CertifyService"/> asks for keys of cards: of two who reserve one key in the same moment, whoever commits last sees the other
    /// (ADR-0024). The row stays reserved without a signature, as after a crash there, and is made void with its operation or by recovery.
    /// </summary>
    private static async Task TellAsync(CareIdentityDb db, IReadOnlyList<Entry> entries)
    {
        List<byte[]> keys;
        try
        {
            keys = await OfServiceAsync(db, [.. entries.Where(entry => entry.Reserved is null).Select(entry => entry.Record.KeyHash)]);
        }
        catch (Exception failure) when (entries.Any(entry => entry.Reserved is null))
        {
            // Not done again: the rows are there. What was kept is kept; what was reserved is not signed.
            foreach (var entry in entries)
            {
                _ = entry.Reserved is null ? entry.Written.TrySetException(failure) : entry.Written.TrySetResult(null);
            }

            return;
        }

        foreach (var entry in entries)
        {
            var isTheirs = entry.Reserved is null && keys.Exists(key => key.AsSpan().SequenceEqual(entry.Record.KeyHash));
            entry.Written.TrySetResult(isTheirs ? CertificateRefusals.KeySeenBefore : null);
        }
    }

    private static async Task<List<byte[]>> OfServiceAsync(CareIdentityDb db, List<byte[]> hashes) => hashes.Count == 0
        ? []
        : await db.ServiceCertificates.Where(c => hashes.Contains(c.KeyHash)).Select(c => c.KeyHash).ToListAsync(CancellationToken.None);

    /// <param name="Reserved">The version under which the record was reserved; null: that is what is to be done.</param>
    private sealed record Entry(CertificateRecord Record, Guid? Reserved, Actor Actor, CareEvent Happened)
    {
        public TaskCompletionSource<Refusal?> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
