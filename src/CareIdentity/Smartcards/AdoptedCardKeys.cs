using CareIdentity.Data;

namespace CareIdentity.Smartcards;

/// <summary>What a card from elsewhere came with, sealed; of no use to anybody once the card holds keys of ours.</summary>
[Housekeeping("A card's keys from elsewhere, sealed; that the card was adopted is recorded by itself.")]
internal sealed class AdoptedCardKeys
{
    public required Guid SmartcardId { get; init; }

    /// <summary>The master key that seals them.</summary>
    public required int Master { get; init; }

    /// <summary>Nonce (12 bytes), then <c>algorithm ‖ length ‖ management key ‖ PUK</c> under AES-256-GCM with its tag; the serial number is authenticated with it.</summary>
    public required byte[] Sealed { get; init; }
}
