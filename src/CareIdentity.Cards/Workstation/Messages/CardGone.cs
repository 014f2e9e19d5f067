namespace CareIdentity.Cards.Workstation.Messages;

/// <summary>The card left the reader; whether the last command reached it is unknown.</summary>
public sealed record CardGone : WorkstationMessage;
