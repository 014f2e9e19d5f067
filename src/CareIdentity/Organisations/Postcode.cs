using System.Text.RegularExpressions;

namespace CareIdentity.Organisations;

/// <summary>Postcodes as people write them: upper case, one space before the last three (BS 7666-2, Annex C).</summary>
public static partial class Postcode
{
    /// <summary>The usual form of a postcode; anything else, such as a foreign one, with its spaces tidied; null where there is none.</summary>
    public static string? Normalise(string? text)
    {
        var tidy = Spaces().Replace(text?.Trim().ToUpperInvariant() ?? "", " ");
        var joined = tidy.Replace(" ", "", StringComparison.Ordinal);
        return tidy.Length == 0 ? null : British().IsMatch(joined) ? $"{joined[..^3]} {joined[^3..]}" : tidy;
    }

    /// <summary>With what the postcodes begin that somebody means: a whole one, or its first half with the space behind it; null where it is neither.</summary>
    public static string? Beginning(string? text) =>
        IsBritish(text) ? Normalise(text) : text is { Length: <= 6 } && Outward().IsMatch(text.Trim().ToUpperInvariant()) ? text.Trim().ToUpperInvariant() + " " : null;

    /// <summary>Whether it is a whole postcode of the United Kingdom in its usual form.</summary>
    public static bool IsBritish(string? text) =>
        text is { Length: <= 12 } && British().IsMatch(text.Trim().ToUpperInvariant().Replace(" ", "", StringComparison.Ordinal));

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex("^[A-Z]{1,2}[0-9][A-Z0-9]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Outward();

    [GeneratedRegex("^(GIR0AA|[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex British();
}
