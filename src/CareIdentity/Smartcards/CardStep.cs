namespace CareIdentity.Smartcards;

/// <summary>The steps that card operations are made of, in words that people see while they wait.</summary>
public enum CardStep
{
    ReadCard,
    Authenticate,
    SetManagementKey,
    SetTemporaryPasscode,
    SetUnblockingKey,
    GenerateAuthenticationKey,
    GenerateSigningKey,
    ProveKeys,
    IssueCertificates,
    WriteCertificates,
    CheckCard,
    HandOver,
    LockPasscode,
    HolderUnlocks,
    ReplaceUnblockingKey,
    Record,
}

public static class CardSteps
{
    /// <summary>The plan of an operation of this kind, in order.</summary>
    public static IReadOnlyList<CardStep> Of(CardOperationKind kind) => kind switch
    {
        CardOperationKind.Issue => [.. Personalise, CardStep.HandOver, CardStep.Record],
        CardOperationKind.IssueLocked => [.. Personalise, CardStep.LockPasscode, CardStep.Record],
        CardOperationKind.Unlock => [CardStep.ReadCard, CardStep.HolderUnlocks, CardStep.ReplaceUnblockingKey, CardStep.Record],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

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
        CardStep.Record => "Put the card into service",
        _ => step.ToString(),
    };

    private static IReadOnlyList<CardStep> Personalise =>
    [
        CardStep.ReadCard, CardStep.Authenticate, CardStep.SetManagementKey, CardStep.SetTemporaryPasscode, CardStep.SetUnblockingKey,
        CardStep.GenerateAuthenticationKey, CardStep.GenerateSigningKey, CardStep.ProveKeys, CardStep.IssueCertificates,
        CardStep.WriteCertificates, CardStep.CheckCard,
    ];
}
