using System.Globalization;

namespace CareIdentity.Cards.Piv;

/// <summary>The number printed on the card and told by its chip: ten digits, of which the first two are the series.</summary>
public readonly record struct CardSerial
{
    private readonly uint number;

    private CardSerial(uint number) => this.number = number;

    public string Series => ToString()[..2];

    public static CardSerial FromNumber(uint number) => new(number);

    /// <exception cref="FormatException">Not ten digits, or more than four bytes hold.</exception>
    public static CardSerial Parse(string text) => Find(text) ?? throw new FormatException("A card's serial number has ten digits.");

    /// <summary>The serial number written so; null where the text is none.</summary>
    public static CardSerial? Find(string? text) =>
        text is { Length: 10 } && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new CardSerial(number) : null;

    public uint ToNumber() => number;

    public override string ToString() => number.ToString("D10", CultureInfo.InvariantCulture);
}
