using CareIdentity.Access;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Pki.Revocation;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>Reads over cards. Whether the reader may is for the caller's authority to decide first.</summary>
public sealed class SmartcardQueries(CareIdentityDb db, OnePerson person, RaPolicy policy, TimeProvider clock)
{
    /// <summary>More than this many are "more than".</summary>
    public const int MostCounted = 100;

    /// <summary>Somebody with three positions counts once and is read three times; but few have more than one.</summary>
    private static readonly int[] MostRead = [MostCounted + (MostCounted / 4), 3 * MostCounted];

    /// <summary>Usable ones first, then newest first.</summary>
    public async Task<IReadOnlyList<SmartcardView>> OfProfileAsync(Guid profileId, CancellationToken ct)
    {
        var ids = (await person.IdsAsync(profileId, ct)).Select(id => (Guid?)id).ToList();
        var cards = await ViewsAsync(db.Smartcards.Where(c => ids.Contains(c.HolderId)), ct);
        return [.. cards.OrderBy(card => !card.IsIssued).ThenByDescending(card => card.IssuedAt)];
    }

    public async Task<SmartcardView?> FindAsync(Guid smartcardId, CancellationToken ct) =>
        await ViewsAsync(db.Smartcards.Where(c => c.Id == smartcardId), ct) is [var card] ? card : null;

    public async Task<SmartcardView?> FindAsync(CardSerial serial, CancellationToken ct) =>
        await ViewsAsync(db.Smartcards.Where(c => c.Serial == serial), ct) is [var card] ? card : null;

    /// <summary>Blank cards in the stock of a Registration Authority.</summary>
    public Task<int> BlankStockAsync(OdsCode organisation, CancellationToken ct) =>
        db.Smartcards.CountAsync(c => c.StockOf == organisation && c.State == SmartcardState.Blank, ct);

    /// <summary>The same, with so many of them by serial number.</summary>
    public async Task<BlankStock> BlankStockAsync(OdsCode organisation, int skip, int take, CancellationToken ct)
    {
        var rows = await db.Smartcards.AsNoTracking()
            .Where(c => c.StockOf == organisation && c.State == SmartcardState.Blank)
            .OrderBy(c => c.Serial)
            .Skip(skip)
            .Take(take)
            .Select(c => new { c.Serial, c.RegisteredAt })
            .ToListAsync(ct);
        return new BlankStock([.. rows.Select(row => new BlankCard(row.Serial, ClockDates.OnDay(row.RegisteredAt)))], await BlankStockAsync(organisation, ct));
    }

    /// <summary>
    /// Cards in use, of people who work at an organisation or below it, whose certificates end within so many days or have ended; the
    /// soonest first.
    /// </summary>
    public async Task<ExpiringCards> ExpiringAsync(OdsCode organisation, int withinDays, int skip, int take, CancellationToken ct)
    {
        var today = clock.Today();
        var until = clock.GetUtcNow().AddDays(withinDays);
        var ending = db.Certificates.AsNoTracking()
            .Where(c => c.Status == CertificateStatus.Active && c.Kind == CertificateKind.Authentication && c.NotAfter < until)
            .Join(
                db.Smartcards.Where(s => s.State == SmartcardState.Active || s.State == SmartcardState.Locked),
                c => c.SmartcardId,
                s => s.Id,
                (c, s) => new { c.NotAfter, c.ProfileId, Card = s })
            .Where(x => db.PositionAssignments
                .Where(a => a.ProfileId == x.ProfileId && a.RemovedAt == null && a.StartsOn <= today && (a.ExpiresOn == null || a.ExpiresOn >= today))
                .Join(db.Positions.Where(p => p.State == PositionState.Open), a => a.PositionId, p => p.Id, (a, p) => p.Organisation)
                .Any(o => db.OrganisationAncestors.Any(above => above.Organisation == o && above.Ancestor == organisation)));
        var total = await ending.CountAsync(ct);
        var rows = await ending
            .OrderBy(x => x.NotAfter).ThenBy(x => x.Card.Id)
            .Skip(skip)
            .Take(take)
            .Join(db.Profiles, x => x.ProfileId, p => p.Id, (x, p) => new { x.NotAfter, x.Card.Id, x.Card.Serial, x.ProfileId, p.Uuid, Name = p.GivenName + " " + p.FamilyName })
            .OrderBy(x => x.NotAfter).ThenBy(x => x.Id)
            .ToListAsync(ct);
        return new ExpiringCards(
            [.. rows.Select(row => new ExpiringCard(row.Id, row.Serial, row.ProfileId, row.Uuid, row.Name, ClockDates.OnDay(row.NotAfter), DaysFrom(today, row.NotAfter)))],
            total);
    }

    /// <summary>
    /// How many there are, counted up to <see cref="MostCounted"/>: from the people of the organisation and below it, so that it stops as soon as so many are found. Of a
    /// whole country nobody wants to know the number; that there are many is known at once.
    /// </summary>
    public async Task<int> CountExpiringAsync(OdsCode organisation, int withinDays, CancellationToken ct)
    {
        var today = clock.Today();
        var until = clock.GetUtcNow().AddDays(withinDays);
        var expiring = db.OrganisationAncestors.AsNoTracking()
            .Where(above => above.Ancestor == organisation)
            .Join(db.Positions.Where(p => p.State == PositionState.Open), above => above.Organisation, p => p.Organisation, (above, p) => new { above.Organisation, p.Id })
            .Join(
                db.PositionAssignments.Where(a => a.RemovedAt == null && a.StartsOn <= today && (a.ExpiresOn == null || a.ExpiresOn >= today)),
                x => x.Id,
                a => a.PositionId,
                (x, a) => new { x.Organisation, a.ProfileId })
            .Join(
                db.Certificates.Where(c => c.Kind == CertificateKind.Authentication && c.Status == CertificateStatus.Active && c.NotAfter < until),
                x => x.ProfileId,
                c => c.ProfileId,
                (x, c) => new { x.Organisation, c.SmartcardId })
            .Join(db.Smartcards.Where(s => s.State == SmartcardState.Active || s.State == SmartcardState.Locked), x => x.SmartcardId, s => s.Id, (x, s) => new { x.Organisation, s.Id })
            .OrderBy(x => x.Organisation) // That of the index over the tree: nothing is sorted.
            .Select(x => x.Id);
        var found = 0;
        foreach (var most in MostRead)
        {
            var cards = await expiring.Take(most).ToListAsync(ct);
            found = cards.Distinct().Count();
            if (found >= MostCounted || cards.Count < most)
            {
                break;
            }
        }

        return Math.Min(found, MostCounted);
    }

    private async Task<IReadOnlyList<SmartcardView>> ViewsAsync(IQueryable<Smartcard> cards, CancellationToken ct)
    {
        var today = clock.Today();
        var rows = await cards.AsNoTracking()
            .Select(c => new
            {
                Card = c,
                Person = db.Profiles.Where(p => p.Id == c.HolderId).Select(p => (Guid?)(p.MergedInto ?? p.Id)).FirstOrDefault(),
                Holder = db.Profiles.Where(p => p.Id == c.HolderId).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault(),
                Issuer = db.Profiles.Where(p => p.Id == c.IssuedBy).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault(),
                Ends = db.Certificates
                    .Where(x => x.SmartcardId == c.Id && x.Kind == CertificateKind.Authentication)
                    .Where(x => x.Status == CertificateStatus.Active || x.Reason == RevocationReason.CertificateHold)
                    .Max(x => (DateTimeOffset?)x.NotAfter),
                Unfinished = db.CardOperations
                    .Where(o => o.SmartcardId == c.Id && o.State == CardOperationState.Interrupted)
                    .Select(o => (Guid?)o.Id)
                    .FirstOrDefault(),
            })
            .ToListAsync(ct);
        return [.. rows.Select(row => View(row.Card, row.Person, row.Holder, row.Issuer, row.Ends, row.Unfinished, today))];
    }

    private SmartcardView View(Smartcard card, Guid? person, string? holder, string? issuer, DateTimeOffset? ends, Guid? unfinished, DateOnly today) => new()
    {
        Id = card.Id,
        Serial = card.Serial,
        State = card.State,
        StockOf = card.StockOf,
        HolderId = person,
        HolderName = holder,
        IssuedAt = card.IssuedAt,
        IssuedBy = issuer ?? (card.IssuedAt is null ? null : Actor.Service.Name),
        LockedAt = card.LockedAt,
        CancelReason = card.CancelReason,
        CancelledAt = card.CancelledAt,
        HeldAt = card.HeldAt,
        HoldReason = card.HoldReason,
        BesideAnother = card.BesideAnother,
        SelfRenewals = card.SelfRenewals,
        WorksUntil = ends is { } end ? ClockDates.OnDay(end) : null,
        DaysLeft = ends is { } last ? DaysFrom(today, last) : null,
        RenewableFrom = ends is { } day ? SmartcardRules.RenewableFrom(ClockDates.OnDay(day), policy) : null,
        IsRetired = SmartcardRules.IsRetired(card.Serial, policy),
        UnfinishedOperationId = unfinished,
    };

    private static int DaysFrom(DateOnly today, DateTimeOffset end) => ClockDates.OnDay(end).DayNumber - today.DayNumber;
}
