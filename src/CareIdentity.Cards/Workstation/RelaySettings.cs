namespace CareIdentity.Cards.Workstation;

/// <param name="Origin">Where the operation comes from, as the browser said it; shown, and where the pipe leads.</param>
/// <param name="Ticket">What the page passed on.</param>
/// <param name="Agent">Name and version of this program.</param>
public sealed record RelaySettings(string Origin, string Ticket, string Agent);
