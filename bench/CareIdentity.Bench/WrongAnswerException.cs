namespace CareIdentity.Bench;

/// <summary>Something answered quickly, but not what it should: no figure is worth printing then.</summary>
internal sealed class WrongAnswerException(string message) : Exception(message);
