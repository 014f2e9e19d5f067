using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Smartcards;

/// <summary>Decisions about cards that span several things: data in, refusal out.</summary>
public static class SmartcardRules
{
    /// <summary>Series whose cards can neither sign in nor be renewed (decisions.md §3).</summary>
    public static bool IsRetired(CardSerial serial, RaPolicy policy) => policy.RetiredSeries.Contains(serial.Series);

    /// <summary>Whether a person may be given a card now.</summary>
    internal static Refusal? MayReceive(Profile profile, bool worksSomewhere, bool hasCard, string? besideAnother) => profile.State switch
    {
        ProfileState.Closed => ProfileRefusals.Closed(profile.FullName),
        ProfileState.Unverified => ProfileRefusals.NotVerified(profile.FullName),
        _ when !worksSomewhere => SmartcardRefusals.NoPosition(profile.FullName),
        _ when hasCard && string.IsNullOrWhiteSpace(besideAnother) => SmartcardRefusals.HasCardAlready(profile.FullName),
        _ => null,
    };

    /// <summary>Whether this card, as the register knows it, may be made into a new card of that person.</summary>
    internal static Refusal? MayBecome(Smartcard? card, CardSerial serial, RaPolicy policy) => card switch
    {
        _ when IsRetired(serial, policy) => SmartcardRefusals.SeriesRetired(serial),
        null => SmartcardRefusals.NotInStock(serial),
        { State: SmartcardState.Blank } => null,
        _ => SmartcardRefusals.NotBlank(serial),
    };

    /// <summary>Whether work of this kind may be done on the card of that holder, whoever does it.</summary>
    internal static Refusal? MayWorkOn(CardOperationKind kind, Smartcard card, Profile holder, RaPolicy policy) => kind switch
    {
        CardOperationKind.Clear => card.IsIssued ? null : NotInUse(card),
        CardOperationKind.Cancel => card.State is SmartcardState.Cancelled ? null : SmartcardRefusals.NotCancelled(card.Serial),
        _ => holder.State is ProfileState.Closed ? ProfileRefusals.Closed(holder.FullName)
            : !card.IsIssued ? NotInUse(card)
            : IsRetired(card.Serial, policy) ? SmartcardRefusals.SeriesRetired(card.Serial)
            : card.IsOnHold ? SmartcardRefusals.OnHold(card.Serial)
            : kind is not CardOperationKind.Unlock && card.State is SmartcardState.Locked ? SmartcardRefusals.UnlockFirst(card.Serial)
            : null,
    };

    /// <summary>Whether its certificates may be renewed now. What is already begun is finished: the old ones have ended with it.</summary>
    /// <param name="lastDay">Of the certificates that are active; null where none are.</param>
    internal static Refusal? MayRenew(Smartcard card, DateOnly? lastDay, bool begun, bool bySelf, bool hasEvidence, DateOnly today, RaPolicy policy) => lastDay switch
    {
        _ when begun => null,
        null => SmartcardRefusals.NothingToRenew(card.Serial),
        { } last when today < RenewableFrom(last, policy) => SmartcardRefusals.TooEarlyToRenew(card.Serial, RenewableFrom(last, policy)),
        { } last when today > last && bySelf => SmartcardRefusals.EndedAlready(card.Serial),
        { } last when today > last && !hasEvidence => SmartcardRefusals.EvidenceMissing,
        _ when bySelf && card.SelfRenewals >= policy.SelfRenewals => SmartcardRefusals.RenewedOften(card.Serial, card.SelfRenewals),
        _ => null,
    };

    /// <summary>From this day on the holder may renew without help; after the last day only the RA may.</summary>
    public static DateOnly RenewableFrom(DateOnly lastDay, RaPolicy policy) => lastDay.AddDays(-policy.RenewalWindowDays);

    private static Refusal NotInUse(Smartcard card) => card.State is SmartcardState.Cancelled or SmartcardState.Destroyed
        ? SmartcardRefusals.AlreadyCancelled(card.Serial)
        : SmartcardRefusals.NotIssued(card.Serial);
}
