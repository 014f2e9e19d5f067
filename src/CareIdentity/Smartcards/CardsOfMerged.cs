using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>
/// A card of the merged profile works on, for the person under their other UUID, and so do its certificates. With two cards that work somebody
/// says which is kept. Work that is half done is finished first: it belongs to the profile for which it was begun.
/// </summary>
public sealed class CardsOfMerged(CareIdentityDb db, DutyLedger duties, CardCancelling cancelling, CertificateRegister certificates, AuditTrail audit) : IMergesWithProfile
{
    public async Task<IReadOnlyList<MergedThing>> WhatBecomesAsync(MergingProfiles profiles, CancellationToken ct)
    {
        var undecided = profiles.Cards is SecondCard.Undecided && await WorksAsync(profiles.Surviving, ct) ? "Unless you decide below that it is cancelled." : null;
        var past = await db.Smartcards.CountAsync(c => c.HolderId == profiles.Merged && c.State != SmartcardState.Active && c.State != SmartcardState.Locked, ct);
        return
        [
            .. (await PlanAsync(profiles, ct)).Select(held => new MergedThing(
                held.EndsBecause is null ? MergeFate.Moves : MergeFate.Ends, $"Smartcard {held.Card.Serial.Spoken}", held.EndsBecause ?? undecided)),
            .. past == 0 ? Array.Empty<MergedThing>() : [new MergedThing(MergeFate.Stays, past == 1 ? "One smartcard that has ended" : $"{past} smartcards that have ended")],
        ];
    }

    public async Task<Refusal?> MergeAsync(MergingProfiles profiles, Actor actor, Reason reason, CancellationToken ct)
    {
        Guid[] both = [profiles.Surviving, profiles.Merged];
        if (await db.CardOperations.AnyAsync(o => both.Contains(o.ProfileId) && o.State != CardOperationState.Done && o.State != CardOperationState.Abandoned, ct))
        {
            return MergeRefusals.CardWorkOpen;
        }

        var plan = await PlanAsync(profiles, ct);
        var beside = await WorksAsync(profiles.Surviving, ct);
        if (beside && profiles.Cards is SecondCard.Undecided && plan.Exists(held => held.EndsBecause is null))
        {
            return MergeRefusals.TwoCards;
        }

        foreach (var (card, endsBecause) in plan)
        {
            if (endsBecause is not null)
            {
                if ((await cancelling.CancelAsync(card.Id, CancelReason.Superseded, reason, actor, ct)).IsRefused(out var refusal, out var cancelled))
                {
                    return refusal;
                }

                audit.Record(actor, new Reason($"{reason.Text} ({endsBecause})"), cancelled);
                continue;
            }

            card.FollowHolder(profiles.Surviving, beside ? "Two profiles of the holder, each with a card, were merged" : null);
            await certificates.FollowHolderAsync(card.Id, profiles.Surviving, ct);
            audit.Record(actor, reason, new SmartcardMoved { FromProfileId = profiles.Merged, ProfileId = profiles.Surviving, SmartcardId = card.Id, Card = card.Serial });
        }

        return null;
    }

    private async Task<List<Held>> PlanAsync(MergingProfiles profiles, CancellationToken ct)
    {
        var sides = await duties.OfPersonAsync(profiles.Surviving, ct);
        var cancels = profiles.Cards is SecondCard.Cancel && await WorksAsync(profiles.Surviving, ct);
        var cards = await Working(profiles.Merged).OrderBy(c => c.IssuedAt).ThenBy(c => c.Id).ToListAsync(ct);
        return cards.ConvertAll(card => new Held(
            card,
            cancels ? "The card of the other profile is kept."
            : sides.Refuses(card.IssuedBy, card.IssuedBySide) ? "Who issued it stood on the other side of this person."
            : null));
    }

    private Task<bool> WorksAsync(Guid profile, CancellationToken ct) => Working(profile).AnyAsync(ct);

    private IQueryable<Smartcard> Working(Guid profile) =>
        db.Smartcards.Where(c => c.HolderId == profile && (c.State == SmartcardState.Active || c.State == SmartcardState.Locked));

    /// <param name="EndsBecause">Null where it works on.</param>
    private sealed record Held(Smartcard Card, string? EndsBecause);
}

public sealed record SmartcardMoved : CareEvent
{
    public required Guid FromProfileId { get; init; }

    public required Guid ProfileId { get; init; }

    public required Guid SmartcardId { get; init; }

    public required CardSerial Card { get; init; }

    public override string InWords => $"Smartcard {Card.Spoken} works on, for the other profile of the same person.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId), AuditSubject.Profile(FromProfileId), AuditSubject.Smartcard(SmartcardId)];
}
