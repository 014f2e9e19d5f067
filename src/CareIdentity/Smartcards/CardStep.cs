namespace CareIdentity.Smartcards;

/// <summary>The steps that card operations are made of. Their names are stored in the journal: they do not change.</summary>
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
    HolderConfirms,
    HolderChangesPasscode,
    BringKeysUpToDate,
    RetireCertificates,
    DestroyKeys,
    EmptyCard,
    CheckEmpty,
}
