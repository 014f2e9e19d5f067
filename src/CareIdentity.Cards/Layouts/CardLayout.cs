using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Piv.Objects;

namespace CareIdentity.Cards.Layouts;

/// <summary>
/// What a Care Identity card carries and where. Two key pairs made on the card, their certificates, and the two objects that PIV demands
/// of every card. About the holder there is their UUID inside the certificates and nothing else.
/// </summary>
public static class CardLayout
{
    /// <summary>The slots that hold a key, in the order in which they are filled.</summary>
    public static IReadOnlyList<PivSlot> Slots { get; } = [PivSlot.Authentication, PivSlot.Signature];

    /// <summary>Everything that issuing writes and clearing removes; the certificates come last when writing, so that a card never has one without the rest.</summary>
    public static IReadOnlyList<PivObjectId> Objects { get; } =
    [
        PivObjectId.CardCapabilityContainer,
        PivObjectId.CardHolderUniqueIdentifier,
        .. Slots.Select(slot => slot.CertificateObject),
    ];

    /// <summary>The objects that do not depend on a key, ready to be written.</summary>
    public static IReadOnlyList<(PivObjectId Id, byte[] Content)> Unkeyed(CardSerial serial, Guid cardUuid, DateOnly expiresOn) =>
    [
        (PivObjectId.CardCapabilityContainer, CardCapabilityContainer.Encode(serial)),
        (PivObjectId.CardHolderUniqueIdentifier, new CardHolderUniqueIdentifier(cardUuid, expiresOn).Encode()),
    ];
}
