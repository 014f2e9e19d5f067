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

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex("^(GIR0AA|[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex British();
}
