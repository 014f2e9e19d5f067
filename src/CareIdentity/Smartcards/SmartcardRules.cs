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

    /// <summary>Whether the card may be unlocked for its holder.</summary>
    internal static Refusal? MayUnlock(Smartcard card, Profile holder, RaPolicy policy) => card switch
    {
        _ when holder.State is ProfileState.Closed => ProfileRefusals.Closed(holder.FullName),
        { State: SmartcardState.Cancelled or SmartcardState.Destroyed } => SmartcardRefusals.AlreadyCancelled(card.Serial),
        { IsIssued: false } => SmartcardRefusals.NotIssued(card.Serial),
        _ when IsRetired(card.Serial, policy) => SmartcardRefusals.SeriesRetired(card.Serial),
        _ => null,
    };

    /// <summary>From this day on the holder may renew without help; after the last day only the RA may.</summary>
    public static DateOnly RenewableFrom(DateOnly lastDay, RaPolicy policy) => lastDay.AddDays(-policy.RenewalWindowDays);
}
