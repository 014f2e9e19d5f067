namespace CareIdentity.Smartcards;

/// <summary>
/// The plan of each kind of operation. What can go wrong for an innocent reason comes first; a certificate ends in the register before its
/// key ends on the card; recording is last.
/// </summary>
public static class CardSteps
{
    public static IReadOnlyList<CardStep> Of(CardOperationKind kind) => kind switch
    {
        CardOperationKind.Issue =>
        [
            CardStep.ReadCard, CardStep.Authenticate, CardStep.SetManagementKey, CardStep.SetTemporaryPasscode, CardStep.SetUnblockingKey,
            .. Certify, CardStep.HandOver, CardStep.Record,
        ],
        CardOperationKind.IssueLocked =>
        [
            CardStep.ReadCard, CardStep.Authenticate, CardStep.SetManagementKey, CardStep.SetTemporaryPasscode, CardStep.SetUnblockingKey,
            .. Certify, CardStep.LockPasscode, CardStep.Record,
        ],
        CardOperationKind.Unlock => [CardStep.ReadCard, CardStep.HolderUnlocks, CardStep.ReplaceUnblockingKey, CardStep.Record],
        CardOperationKind.ChangePasscode => [CardStep.ReadCard, CardStep.HolderChangesPasscode, CardStep.Record],
        CardOperationKind.Renew =>
        [
            CardStep.ReadCard, CardStep.HolderConfirms, CardStep.Authenticate, CardStep.BringKeysUpToDate, CardStep.RetireCertificates,
            .. Certify, CardStep.Record,
        ],
        CardOperationKind.Repair =>
        [
            CardStep.ReadCard, CardStep.HolderConfirms, CardStep.Authenticate, CardStep.SetManagementKey, CardStep.SetUnblockingKey, CardStep.RetireCertificates,
            .. Certify, CardStep.Record,
        ],
        CardOperationKind.Clear => [.. Empty, CardStep.CheckEmpty, CardStep.Record],
        CardOperationKind.Cancel => [.. Empty, CardStep.LockPasscode, CardStep.CheckEmpty, CardStep.Record],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>In words that people see while they wait.</summary>
    public static string InWords(this CardStep step) => step switch
    {
        CardStep.ReadCard => "Read the card",
        CardStep.Authenticate => "Open the card for writing",
        CardStep.SetManagementKey => "Give the card its own management key",
        CardStep.SetUnblockingKey => "Give the card its own unblocking key",
        CardStep.SetTemporaryPasscode => "Set a passcode for the time of writing",
        CardStep.GenerateAuthenticationKey => "Make the key for signing in, on the card",
        CardStep.GenerateSigningKey => "Make the key for signing documents, on the card",
        CardStep.ProveKeys => "Let the card prove that it holds the keys",
        CardStep.IssueCertificates => "Issue two certificates",
        CardStep.WriteCertificates => "Write the certificates to the card",
        CardStep.CheckCard => "Read everything back and compare",
        CardStep.HandOver => "The holder chooses a passcode",
        CardStep.LockPasscode => "Lock the card",
        CardStep.HolderUnlocks => "The holder chooses a new passcode",
        CardStep.ReplaceUnblockingKey => "Replace the unblocking key",
        CardStep.Record => "Put it on record",
        CardStep.HolderConfirms => "The holder types the passcode",
        CardStep.HolderChangesPasscode => "The holder types the old passcode and chooses a new one",
        CardStep.BringKeysUpToDate => "Bring the card's own keys up to date",
        CardStep.RetireCertificates => "End the old certificates",
        CardStep.DestroyKeys => "Destroy the keys on the card",
        CardStep.EmptyCard => "Empty the card",
        CardStep.CheckEmpty => "Check that nothing is left on it",
        _ => step.ToString(),
    };

    private static IReadOnlyList<CardStep> Certify =>
    [
        CardStep.GenerateAuthenticationKey, CardStep.GenerateSigningKey, CardStep.ProveKeys, CardStep.IssueCertificates,
        CardStep.WriteCertificates, CardStep.CheckCard,
    ];

    private static IReadOnlyList<CardStep> Empty =>
    [
        CardStep.ReadCard, CardStep.Authenticate, CardStep.SetManagementKey, CardStep.RetireCertificates, CardStep.DestroyKeys,
        CardStep.EmptyCard, CardStep.SetTemporaryPasscode, CardStep.SetUnblockingKey,
    ];
}
