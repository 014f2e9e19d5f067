using CareIdentity.Data;

namespace CareIdentity.Smartcards;

/// <summary>
/// Which derived keys a card holds. Nothing here is a key: the generations are inputs of the derivation. What is about to be set is
/// recorded before the command is sent, so that after any interruption the card holds one of two known keys.
/// </summary>
[Housekeeping("Counters of key derivation; issuing, unlocking and clearing are recorded by themselves.")]
internal sealed class CardKeys : IVersioned
{
    public required Guid SmartcardId { get; init; }

    public Guid Version { get; set; }

    /// <summary>Of the management key (9B); 0 is the maker's.</summary>
    public int Management { get; private set; }

    public int? ManagementIntended { get; private set; }

    /// <summary>Of the unblocking key (PUK); 0 is the maker's.</summary>
    public int Unblocking { get; private set; }

    public int? UnblockingIntended { get; private set; }

    /// <summary>
    /// The generation that was shown to the card last while it was in doubt, without an answer. The other one is shown next: a wrong
    /// one costs one of three tries, and alternating lets the right one give them back.
    /// </summary>
    public int? UnblockingShown { get; private set; }

    /// <summary>The generations that the card may hold, likeliest first.</summary>
    public IReadOnlyList<int> ManagementCandidates => ManagementIntended is { } next ? [Management, next] : [Management];

    public int IntendManagement()
    {
        ManagementIntended = Management + 1;
        return ManagementIntended.Value;
    }

    /// <summary>The card has answered to it.</summary>
    public void ConfirmManagement(int generation) => (Management, ManagementIntended) = (generation, null);

    public int IntendUnblocking()
    {
        UnblockingIntended = Unblocking + 1;
        return UnblockingIntended.Value;
    }

    /// <summary>Which of the two to show the card next.</summary>
    public int ShowUnblocking()
    {
        UnblockingShown = UnblockingShown == UnblockingIntended ? Unblocking : UnblockingIntended;
        return UnblockingShown ?? Unblocking;
    }

    public void ConfirmUnblocking(int generation) => (Unblocking, UnblockingIntended, UnblockingShown) = (generation, null, null);

    /// <summary>The card refused the one that was shown, so it holds the other.</summary>
    public void RefuseUnblocking(int generation) =>
        ConfirmUnblocking(generation == Unblocking && UnblockingIntended is { } other ? other : Unblocking);
}
