using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CareIdentity.Certificates;

/// <summary>
/// Sees to it that every authority whose key is here has an OCSP signer, and lists that are neither old nor behind the register. Done at
/// start and every few seconds on every node; who takes the number of a list makes it. What fails for one authority or one list is said in the
/// log and tried again next time; the others do not wait for it.
/// </summary>
public sealed class StatusTimetable(
    CareIdentityDb db, IssuerSource issuers, RenewOcspSigner signers, IssueRevocationList lists, CertificateOptions options, TimeProvider clock, ILogger<StatusTimetable> log)
{
    /// <summary>A complete list that is longer than this many entries is made at most once in <see cref="LongListEvery"/>; its shards are quicker.</summary>
    private const long LongList = 20_000;

    private static readonly TimeSpan LongListEvery = TimeSpan.FromHours(1);

    /// <summary>A commit may take this long after the time that it says: a list that is younger may have missed it.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(60);

    /// <summary>Lists are not made more often than this, however much changes.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan ListTakesAtMost = TimeSpan.FromMinutes(10);

    /// <summary>Changes older than every list are in all of them.</summary>
    private static readonly TimeSpan ChangesKept = TimeSpan.FromDays(3);

    /// <summary>What is due now. A refusal is another node's doing it, or a signer that is tried again next time.</summary>
    public Task<TimetableKept> KeepAsync(CancellationToken ct) => KeepAsync(atStart: false, ct);

    /// <summary>What a service cannot start without: signers, and lists where there is none that holds. The others are good for days, and their turn is seconds later.</summary>
    public Task<TimetableKept> BeginAsync(CancellationToken ct) => KeepAsync(atStart: true, ct);

    private async Task<TimetableKept> KeepAsync(bool atStart, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (renewed, issued) = (0, 0);
        foreach (var issuer in await issuers.WithKeysAsync(now, ct))
        {
            renewed += await TryAsync(
                "OCSP signer",
                issuer,
                async () => !(await signers.ExecuteAsync(issuer.Id, Actor.Service, ct)).IsRefused(out _, out var signer) && signer.Renewed);
            foreach (var shard in await DueAsync(issuer, now, atStart, ct))
            {
                issued += await TryAsync(
                    shard == 0 ? "complete list" : $"list of shard {shard}",
                    issuer,
                    async () => (await lists.ExecuteAsync(new IssueRevocationListRequest { IssuerId = issuer.Id, Shard = shard }, Actor.Service, ct)).Refusal is null);
            }
        }

        var longAgo = now - ChangesKept;
        await db.DeleteAsync<RevocationChange>(changes => changes.Where(c => c.At < longAgo), ct);
        return new TimetableKept(renewed, issued);
    }

    /// <summary>1 where something was made. An authority that cannot sign must not keep the others from it.</summary>
    private async Task<int> TryAsync(string what, IssuerRecord issuer, Func<Task<bool>> makeAsync)
    {
        try
        {
            return await makeAsync() ? 1 : 0;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "The {What} of {Authority} could not be made.", what, issuer.Name);
            return 0;
        }
        finally
        {
            // A row that lost its race, or was half made, would be tried again with the next one.
            db.Forget();
        }
    }

    private async Task<IReadOnlyList<int>> DueAsync(IssuerRecord issuer, DateTimeOffset now, bool atStart, CancellationToken ct)
    {
        // Shards first: they are what certificates point to. They wait for an address, as a shard says where it is (RFC 5280 §5.2.5).
        IReadOnlyList<int> all = [.. options.Origin is null ? [] : Enumerable.Range(1, issuer.CrlShards), 0];
        var lists = await db.RevocationLists.AsNoTracking().Where(l => l.IssuerId == issuer.Id).ToListAsync(ct);
        if (atStart)
        {
            return [.. all.Where(shard => !lists.Exists(l => l.Shard == shard && l.Sha256 is not null && l.NextUpdate > now))];
        }

        var newest = lists.GroupBy(l => l.Shard).ToDictionary(g => g.Key, g => g.MaxBy(l => l.Number)!);
        var since = now - ChangesKept;
        var changed = (await db.RevocationChanges.AsNoTracking().Where(c => c.IssuerId == issuer.Id && c.At >= since)
                .GroupBy(c => c.Shard).Select(g => new { Shard = g.Key, At = g.Max(c => c.At) }).ToListAsync(ct))
            .ToDictionary(c => c.Shard, c => c.At);
        var last = changed.Count == 0 ? DateTimeOffset.MinValue : changed.Values.Max();

        return [.. all.Where(shard =>
            IsDue(newest.GetValueOrDefault(shard), shard == 0 ? last : changed.GetValueOrDefault(shard, DateTimeOffset.MinValue), now))];
    }

    private bool IsDue(RevocationListRecord? list, DateTimeOffset changed, DateTimeOffset now)
    {
        if (list is null)
        {
            return true;
        }

        var age = now - list.ThisUpdate;
        return list.Sha256 is null
            ? age > ListTakesAtMost
            : age >= options.CrlPeriod || (age >= (list.Entries > LongList ? LongListEvery : Pause) && changed > list.ThisUpdate - Overlap);
    }
}

public sealed record TimetableKept(int SignersRenewed, int ListsIssued);
