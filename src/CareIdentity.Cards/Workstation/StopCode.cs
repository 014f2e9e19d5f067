namespace CareIdentity.Cards.Workstation;

/// <summary>Why a workstation stopped. After the first four the service may go on with the same card; after the others it may not.</summary>
public enum StopCode
{
    /// <summary>The person stopped instead of typing a passcode.</summary>
    PasscodeNotGiven,

    /// <summary>One try was left before the card locks and the person chose not to risk it.</summary>
    LastTryNotTaken,

    /// <summary>The card is locked: no passcode was asked for.</summary>
    CardLocked,

    /// <summary>The card was reset by something else: same card, but what it had been shown is forgotten.</summary>
    CardReset,

    /// <summary>The person at the workstation stopped the operation.</summary>
    PersonStopped,

    /// <summary>The service asked for an instruction that the operation does not need.</summary>
    InstructionRefused,

    /// <summary>The card in the reader is not the one that the operation is for.</summary>
    WrongCard,

    /// <summary>Another program on the workstation is using the card.</summary>
    ReaderInUse,

    /// <summary>The card or its reader did not answer as one.</summary>
    CardFault,

    /// <summary>The service speaks a version that the workstation does not know.</summary>
    VersionUnknown,

    /// <summary>The service sent a message that makes no sense.</summary>
    MessageRefused,
}
