namespace CareIdentity.Cards.Iso7816;

#pragma warning disable CA1032 // Made where the fault is found, with the sentence that says what it is.

/// <summary>The card, or what calls itself one, answered in a way that no card may. Every byte of a card is untrusted input.</summary>
public sealed class CardProtocolException(string message) : Exception(message);

/// <summary>The card refused a command that had to succeed.</summary>
public sealed class CardRefusedException(string operation, StatusWord status) : Exception($"{operation} was refused by the card with {status}.")
{
    public StatusWord Status { get; } = status;
}

/// <summary>The card left the reader.</summary>
public sealed class CardRemovedException() : Exception("The card was taken out of the reader.");

/// <summary>The workstation cannot be reached any more; whether the last command reached the card is unknown.</summary>
public sealed class CardLinkLostException(string message) : Exception(message);

/// <summary>The person at the workstation stopped instead of typing a passcode, or the card was about to lock.</summary>
public sealed class PasscodeNotGivenException(string reason) : Exception(reason)
{
    public string Reason { get; } = reason;
}
