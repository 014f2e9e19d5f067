namespace CareIdentity.Cards.Workstation;

/// <summary>Which of a workstation's cards an operation is for.</summary>
public abstract record CardChoice
{
    private CardChoice()
    {
    }

    /// <param name="serial">The one card; null for any blank card.</param>
    public static CardChoice Choose(IReadOnlyList<CardInReader> cards, string? serial)
    {
        var usable = cards.Where(card => card.State is CardState.Blank or CardState.Ours).ToList();
        var fitting = usable.Where(card => serial is null ? card.State == CardState.Blank : string.Equals(card.Serial, serial, StringComparison.Ordinal)).ToList();
        return fitting switch
        {
            [var card] => new Chosen(card),
            [] when cards.All(card => card.State == CardState.None) => new NoCard(),
            [] => new OtherCards([.. cards.Where(card => card.State != CardState.None)]),
            _ => new Several(fitting),
        };
    }

    public sealed record Chosen(CardInReader Card) : CardChoice;

    /// <summary>No reader, or nothing in any.</summary>
    public sealed record NoCard : CardChoice;

    /// <summary>Cards, but not the one.</summary>
    public sealed record OtherCards(IReadOnlyList<CardInReader> Cards) : CardChoice;

    /// <summary>More than one would do: nobody guesses which.</summary>
    public sealed record Several(IReadOnlyList<CardInReader> Cards) : CardChoice;
}
