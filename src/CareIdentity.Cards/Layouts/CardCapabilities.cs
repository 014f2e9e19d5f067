using CareIdentity.Cards.Piv;

namespace CareIdentity.Cards.Layouts;

/// <summary>
/// What a card can do, from the firmware that it names itself (GET VERSION): the additions of the vendor came with versions of it, whatever
/// number is printed on the card.
/// </summary>
public sealed record CardCapabilities(Version Firmware)
{
    // As Yubico documents them for the PIV application of the YubiKey.
    private static readonly Version WithCurves = new(5, 0, 0);
    private static readonly Version WithMetadata = new(5, 3, 0);
    private static readonly Version WithAes = new(5, 4, 2);
    private static readonly Version WithDeletion = new(5, 7, 0);

    /// <summary>Of the holder's keys: P-256, or RSA 2048 where the chip has no curves or only some cards of a version have.</summary>
    public PivAlgorithm KeyAlgorithm => Firmware >= WithCurves ? PivAlgorithm.EccP256 : PivAlgorithm.Rsa2048;

    /// <summary>Of the management key that the card is given: AES-256, or triple DES where the chip has no AES for it.</summary>
    public PivAlgorithm ManagementAlgorithm => Firmware >= WithAes ? PivAlgorithm.Aes256 : PivAlgorithm.TripleDes;

    /// <summary>Whether the card takes long commands in one piece.</summary>
    public bool HasExtendedLength => Firmware >= WithCurves;

    /// <summary>Whether the card certifies keys that were made on it (ATTEST).</summary>
    public bool HasAttestation => Firmware >= WithCurves;

    /// <summary>Whether the card tells of its keys, the management key among them (GET METADATA).</summary>
    public bool HasMetadata => Firmware >= WithMetadata;

    /// <summary>Whether the card can move and destroy a key (MOVE KEY).</summary>
    public bool CanDeleteKey => Firmware >= WithDeletion;
}
