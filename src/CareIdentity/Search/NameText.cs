using System.Globalization;
using System.Text;

namespace CareIdentity.Search;

/// <summary>
/// Names as they are compared: without accents, letter case, punctuation. "Niamh O'Dálaigh-Smith" is <c>niamh odalaigh smith</c>.
/// </summary>
public static class NameText
{
    /// <summary>Longest word kept; longer ones are cut, so a search still finds them.</summary>
    public const int MaxWord = 40;

    public static IReadOnlyList<string> Words(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in Unaccented(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (rune.Value is not ('\'' or '’' or '`') && word.Length > 0)
            {
                Take(words, word);
            }
        }

        Take(words, word);
        return words;
    }

    public static string Joined(string? text) => string.Join(' ', Words(text));

    private static void Take(List<string> words, StringBuilder word)
    {
        if (word.Length > 0 && words.Count < 12)
        {
            words.Add(word.ToString(0, Math.Min(word.Length, MaxWord)));
        }

        word.Clear();
    }

    /// <summary>Unicode NFD without its marks, and the letters that NFD does not take apart.</summary>
    private static string Unaccented(string text)
    {
        var decomposed = text.Normalize(NormalizationForm.FormD);
        var plain = new StringBuilder(decomposed.Length);
        foreach (var letter in decomposed)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark)
            {
                plain.Append(letter switch
                {
                    'ł' => "l",
                    'Ł' => "L",
                    'ø' => "o",
                    'Ø' => "O",
                    'đ' => "d",
                    'Đ' => "D",
                    'ß' => "ss",
                    'æ' => "ae",
                    'Æ' => "Ae",
                    'œ' => "oe",
                    'þ' => "th",
                    'ð' => "d",
                    'ı' => "i",
                    _ => letter.ToString(),
                });
            }
        }

        return plain.ToString();
    }
}
