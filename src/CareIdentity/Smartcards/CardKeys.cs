using CareIdentity.Cards.Piv;
using CareIdentity.Data;

namespace CareIdentity.Smartcards;

/// <summary>
/// Which derived keys a card holds, and on which firmware. Nothing here is a key: the generations are inputs of the derivation. What is about to be set is
/// recorded before the command is sent, and the other one is forgotten only when the card has proved which it holds: so whatever happens,
/// the card holds a key that the service can derive.
/// </summary>
[Housekeeping("Counters of key derivation and the firmware; issuing, unlocking and clearing are recorded by themselves.")]
internal sealed class CardKeys : IVersioned
{
    public required Guid SmartcardId { get; init; }

    public Guid Version { get; set; }

    /// <summary>As the card said it when it was last in a reader; null for one that never was.</summary>
    public string? Firmware { get; private set; }

    /// <summary>Of the management key (9B); 0 is the one that the card came with.</summary>
    public int Management { get; private set; }

    public int ManagementMaster { get; private set; } = 1;

    /// <summary>Of the derived key; null while the card holds the one that it came with.</summary>
    public PivAlgorithm? ManagementAlgorithm { get; private set; }

    public int? ManagementIntended { get; private set; }

    public int? ManagementIntendedMaster { get; private set; }

    public PivAlgorithm? ManagementIntendedAlgorithm { get; private set; }

    /// <summary>Of the unblocking key (PUK); 0 is the one that the card came with.</summary>
    public int Unblocking { get; private set; }

    public int UnblockingMaster { get; private set; } = 1;

    public int? UnblockingIntended { get; private set; }

    public int? UnblockingIntendedMaster { get; private set; }

    /// <summary>
    /// The generation that was shown to the card last while it was in doubt, without an answer. The other one is shown next: a wrong
    /// one costs one of three tries, and alternating lets the right one give them back.
    /// </summary>
    public int? UnblockingShown { get; private set; }

    /// <summary>It has opened the card for a passcode since it was set: it has been outside the service and has to be replaced.</summary>
    public bool UnblockingUsed { get; private set; }

    public KeyGeneration ManagementNow => new(ManagementMaster, Management, ManagementAlgorithm);

    public KeyGeneration UnblockingNow => new(UnblockingMaster, Unblocking);

    /// <summary>The generations that the card may hold, likeliest first.</summary>
    public IReadOnlyList<KeyGeneration> ManagementCandidates =>
        ManagementIntended is { } next ? [ManagementNow, new(ManagementIntendedMaster ?? ManagementMaster, next, ManagementIntendedAlgorithm)] : [ManagementNow];

    public IReadOnlyList<KeyGeneration> UnblockingCandidates =>
        UnblockingIntended is { } next ? [UnblockingNow, new(UnblockingIntendedMaster ?? UnblockingMaster, next)] : [UnblockingNow];

    /// <summary>Whether the card has to be given keys as soon as it is seen: those of an older master key, or an unblocking key that was outside.</summary>
    public bool IsBehind(int master) =>
        ManagementMaster != master || UnblockingMaster != master || UnblockingUsed || ManagementIntended is not null || UnblockingIntended is not null;

    /// <summary>Firmware does not change; where it was misread once, the next reading puts it right.</summary>
    public void Says(Version firmware) => Firmware = firmware.ToString();

    public KeyGeneration IntendManagement(int master, PivAlgorithm algorithm)
    {
        (ManagementIntendedMaster, ManagementIntended, ManagementIntendedAlgorithm) = (master, Management + 1, algorithm);
        return new(master, Management + 1, algorithm);
    }

    /// <summary>The card has answered to it.</summary>
    public void ConfirmManagement(KeyGeneration held)
    {
        (ManagementMaster, Management, ManagementAlgorithm) = (held.Master, held.Number, held.Algorithm);
        (ManagementIntendedMaster, ManagementIntended, ManagementIntendedAlgorithm) = (null, null, null);
    }

    public KeyGeneration IntendUnblocking(int master)
    {
        (UnblockingIntendedMaster, UnblockingIntended) = (master, Unblocking + 1);
        return new(master, Unblocking + 1);
    }

    /// <summary>Which of the two to show the card next.</summary>
    public KeyGeneration ShowUnblocking()
    {
        var shown = UnblockingShown == UnblockingIntended ? UnblockingNow : UnblockingCandidates[^1];
        UnblockingShown = shown.Number;
        return shown;
    }

    /// <summary>About to open the card for a passcode.</summary>
    public void UseUnblocking() => UnblockingUsed = true;

    /// <summary>The card has answered to it.</summary>
    public void ConfirmUnblocking(KeyGeneration held)
    {
        UnblockingUsed = UnblockingUsed && held == UnblockingNow;
        (UnblockingMaster, Unblocking) = (held.Master, held.Number);
        (UnblockingIntendedMaster, UnblockingIntended, UnblockingShown) = (null, null, null);
    }
}
