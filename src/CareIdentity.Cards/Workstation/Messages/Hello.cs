namespace CareIdentity.Cards.Workstation.Messages;

/// <summary>The first message: who is calling, on which ticket, and which cards are there.</summary>
/// <param name="Ticket">The one-time ticket that the page passed on; it names the operation and its holder to the service.</param>
/// <param name="Agent">Name and version of the program at the workstation.</param>
public sealed record Hello(int Version, string Ticket, string Agent, IReadOnlyList<CardInReader> Cards) : WorkstationMessage
{
    public const int MaxReaders = 16;

    internal override string? Fault() =>
        Version < 1 ? "a version counts from 1"
        : Wire.TextFault("ticket", Ticket, 512)
        ?? Wire.TextFault("agent", Agent, 200)
        ?? (Cards.Count > MaxReaders ? "too many readers" : Cards.Select(CardFault).FirstOrDefault(fault => fault is not null));

    private static string? CardFault(CardInReader? card) =>
        card is null ? "a card is null"
        : !Enum.IsDefined(card.State) ? "no such card state"
        : card.TriesLeft is < 0 or > 15 ? "a card counts 0 to 15 tries"
        : Wire.TextFault("reader", card.Reader, 200) ?? (card.Serial is null ? null : Wire.SerialFault(card.Serial));
}
