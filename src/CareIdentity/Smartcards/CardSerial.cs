using System.Diagnostics.CodeAnalysis;
using CareIdentity.Kernel;

namespace CareIdentity.Smartcards;

/// <summary>The ten digits that are printed on a card and stored in it; the first two are its series: 00 for cards under their maker's own numbers of up to eight digits, then 01 to 10.</summary>
public sealed record CardSerial : IStringValue<CardSerial>
{
    private const int Length = 10;
    private const int NewestSeries = 10;

    private CardSerial(string value) => Value = value;

    public static int MaxLength => Length;

    public string Value { get; }

    public string Series => Value[..2];

    /// <summary>As it is printed: series, then groups of four.</summary>
    public string Spoken => $"{Value[..2]} {Value[2..6]} {Value[6..]}";

    public static CardSerial Parse(string text) => TryParse(text, out var serial) ? serial : throw new FormatException($"Not a card serial number: '{text}'");

    public static bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out CardSerial value)
    {
        value = null;
        if (text is null || text.Length > 40)
        {
            return false;
        }

        var digits = string.Concat(text.Where(c => c is not (' ' or '-')));
        if (digits.Length == Length && digits.All(char.IsAsciiDigit) && ((digits[0] - '0') * 10) + digits[1] - '0' <= NewestSeries)
        {
            value = new CardSerial(digits);
        }

        return value is not null;
    }

    public override string ToString() => Value;
}
