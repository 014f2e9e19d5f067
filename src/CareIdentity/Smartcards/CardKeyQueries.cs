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

public sealed class CardKeyQueries(CareIdentityDb db, CardMasterSecret secrets)
{
    public async Task<CardKeyProgress> ProgressAsync(CancellationToken ct)
    {
        var master = await secrets.CurrentAsync(ct);
        var since = await db.CardMasterKeys.Where(k => k.Generation == master).Select(k => (DateTimeOffset?)k.MadeAt).FirstOrDefaultAsync(ct);
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
