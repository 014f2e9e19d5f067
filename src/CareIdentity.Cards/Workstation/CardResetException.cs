namespace CareIdentity.Cards.Workstation;

#pragma warning disable CA1032 // Made where the reader says so; there is nothing more to say.

/// <summary>Something else reset the card: it may be another card, and it has forgotten what it was shown. The command was not sent.</summary>
public sealed class CardResetException() : Exception("The card was reset.");
