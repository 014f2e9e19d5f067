using CareIdentity.Data;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>How far the estate has come since the master key was changed.</summary>
/// <param name="Master">The master key of today.</param>
/// <param name="OfToday">Cards both of whose keys are derived from it.</param>
/// <param name="Earlier">Cards in use, or cleared, that are given new keys when they are next seen.</param>
/// <param name="AsMade">Cards in stock that still hold the keys that they came with; they get theirs when they are issued.</param>
public sealed record CardKeyProgress(int Master, DateTimeOffset? Since, int OfToday, int Earlier, int AsMade)
{
    public int Total => OfToday + Earlier + AsMade;
}

public sealed class CardKeyQueries(CareIdentityDb db)
{
    public async Task<CardKeyProgress> ProgressAsync(CancellationToken ct)
    {
        var latest = await db.CardMasterKeys.AsNoTracking().OrderByDescending(k => k.Generation).FirstOrDefaultAsync(ct);
        var (master, since) = (latest?.Generation ?? CardMasterKey.First, latest?.MadeAt);
        var groups = await db.CardKeys
            .Join(db.Smartcards.Where(c => c.State != SmartcardState.Destroyed && c.State != SmartcardState.Cancelled), k => k.SmartcardId, c => c.Id, (k, c) => k)
            .GroupBy(k => new { AsMade = k.Management == 0, OfToday = k.ManagementMaster == master && k.UnblockingMaster == master })
            .Select(g => new { g.Key.AsMade, g.Key.OfToday, Count = g.Count() })
            .ToListAsync(ct);
        return new CardKeyProgress(
            master,
            since,
            groups.Where(g => !g.AsMade && g.OfToday).Sum(g => g.Count),
            groups.Where(g => !g.AsMade && !g.OfToday).Sum(g => g.Count),
            groups.Where(g => g.AsMade).Sum(g => g.Count));
    }
}
