using System.Buffers;
using System.Text;

namespace CareIdentity.Organisations;

/// <summary>
/// Names and addresses of the organisation files, which are all capitals, as people write them: "THE DENSHAM SURGERY" →
/// "The Densham Surgery". Only for display: finding and comparing use <see cref="Search.NameText"/>, which ignores case.
/// A text that has small letters is left alone: somebody has already thought about it.
/// </summary>
public static class OrganisationNameCase
{
    private static readonly SearchValues<char> Vowels = SearchValues.Create("AEIOUY");

    private static readonly HashSet<string> Small = new(StringComparer.Ordinal)
    {
        "AND", "AT", "BY", "CUM", "DE", "FOR", "IN", "LE", "NEAR", "OF", "ON", "OR", "THE", "TO", "UNDER", "UPON", "WITH",
    };

    /// <summary>Capitals that would otherwise be taken for a word.</summary>
    private static readonly HashSet<string> Initials = new(StringComparer.Ordinal)
    {
        "AQP", "BMI", "CAMHS", "CIC", "CRI", "DHU", "ENT", "GP", "HMYOI", "ICB", "IUC", "KCA", "MIU", "NHS", "OOH", "PCN", "RRU", "UCC", "UK", "WIC", "YOI", "II", "III", "IV", "VI", "VII", "VIII",
    };

    /// <summary>Shortened words that have no vowel, or only two letters, and still are words.</summary>
    private static readonly HashSet<string> Shortened = new(StringComparer.Ordinal)
    {
        "AL", "AP", "AVE", "BLD", "BLDG", "BLDNG", "BLK", "BLVD", "BY", "CL", "CNTR", "CO", "CRT", "CT", "CTR", "CWM", "DR", "DRS", "DU", "EL", "FL", "FLR", "GDN", "GDNS", "GLYN", "GO", "GRD", "GRN",
        "GRP", "GRT", "HLTH", "HSP", "HTH", "JR", "LA", "LN", "LTD", "MKT", "MR", "MRS", "MS", "MT", "MY", "NR", "NTH", "PK", "PRK", "PTNR", "PTNRS", "RD", "SO", "SQ", "SR", "ST", "STH", "STR", "TY", "UP", "WM", "WE",
    };

    public static string Display(string text)
    {
        if (text.Any(char.IsLower))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var end = i;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || IsWithinWord(text, end)))
            {
                end++;
            }

            if (end > i)
            {
                shown.Append(Word(text[i..end], isFirst: StartsPhrase(text, i)));
                i = end;
            }
            else
            {
                shown.Append(text[i++]);
            }
        }

        return shown.ToString();
    }

    private static bool IsWithinWord(string text, int i) =>
        text[i] is '\'' or '’' && i > 0 && char.IsLetter(text[i - 1]);

    /// <summary>At the beginning, and after anything that is more than a space or a hyphen.</summary>
    private static bool StartsPhrase(string text, int i) => i == 0 || text[i - 1] is not (' ' or '-') || (i > 1 && text[i - 2] is ',' or '(' or '.');

    private static string Word(string word, bool isFirst)
    {
        var letters = word.Split('\'', '’')[0];
        return word switch
        {
            _ when Initials.Contains(letters) => word.Length == letters.Length ? word : letters + word[letters.Length..].ToLowerInvariant(),
            _ when Small.Contains(word) && !isFirst => word.ToLowerInvariant(),
            ['O' or 'D', '\'' or '’', _, _, ..] => $"{word[..2]}{Capitalised(word[2..])}",
            ['M', 'C', _, _, _, ..] => $"Mc{Capitalised(word[2..])}",
            [>= '0' and <= '9', ..] => IsOrdinal(word) ? word.ToLowerInvariant() : word,
            _ when IsInitials(letters) => word.Length == letters.Length ? word : letters + word[letters.Length..].ToLowerInvariant(),
            _ => Capitalised(word),
        };
    }

    /// <summary>"1ST", "22ND".</summary>
    private static bool IsOrdinal(string word) => word.Length >= 3 && word[^2..] is "ST" or "ND" or "RD" or "TH" && word[..^2].All(char.IsAsciiDigit);

    /// <summary>A doctor's initials, an abbreviation: up to two letters, or none that can be spoken, or with a figure in it.</summary>
    private static bool IsInitials(string letters) =>
        !Shortened.Contains(letters) && !Small.Contains(letters) && letters.All(char.IsAscii)
        && (letters.Length <= 2 || !letters.AsSpan().ContainsAny(Vowels) || letters.Any(char.IsDigit));

    private static string Capitalised(string word) => $"{word[0]}{word[1..].ToLowerInvariant()}";
}
