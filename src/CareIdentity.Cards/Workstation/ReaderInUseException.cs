namespace CareIdentity.Cards.Workstation;

#pragma warning disable CA1032 // Made where the reader says so; there is nothing more to say.

/// <summary>Another program on the workstation has the card.</summary>
public sealed class ReaderInUseException(string reader) : Exception($"Another program is using the card in {reader}.");
