using System.Globalization;
using System.Text.RegularExpressions;

namespace CareIdentity.People;

/// <summary>Checks of the form of document numbers; accepts any letter case and spacing, gives the canonical form.</summary>
public static partial class DocumentNumber
{
    /// <summary>The canonical number, or null with a sentence that says what is wrong.</summary>
    public static string? Canonical(DocumentKind kind, string typed, out string? wrong)
    {
        var number = string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c is not '-')).ToUpperInvariant();
        wrong = kind.NumberForm switch
        {
            "uk-passport" when !PassportForm().IsMatch(number) => $"A UK passport number has 9 digits, such as 123456789{HasOther(number)}",
            "uk-driving-licence" when !LicenceForm().IsMatch(number) && !NorthernLicenceForm().IsMatch(number) => WhatIsWrongWithLicence(number),
            "share-code" when !ShareCodeForm().IsMatch(number) => $"A share code has 9 letters and digits and begins with W, R or S{Has(number)}",
            "national-insurance" => NationalInsuranceNumber.WhatIsWrong(number),
            "any" when number.Length is < 3 or > 30 || !number.All(c => char.IsAsciiLetterOrDigit(c) || c is '/') => "Enter the number as printed, 3 to 30 letters and digits",
            _ => null,
        };
        return wrong is null ? number : null;
    }

    /// <summary>The first part that cannot be; of the right length and form it is refused by <see cref="LicenceFits"/> only.</summary>
    private static string WhatIsWrongWithLicence(string number) =>
        number.Length != 16 ? $"A driving licence number has 16 letters and digits, such as PATEL 852108 A99 AB, or 8 digits from Northern Ireland{Has(number)}"
        : !number[..5].All(c => char.IsAsciiLetter(c) || c == '9') ? "A driving licence number begins with 5 letters of the family name, filled up with 9, such as PATEL or LI999"
        : !number[5..11].All(char.IsAsciiDigit) ? $"The 6th to 11th characters of a driving licence number are digits, such as 852108; this one has {number[5..11]}"
        : $"The 6th to 11th characters of a driving licence number are a date of birth, such as 852108 for 10 February 1988; {number[5..11]} is none, or what follows is not of its form";

    private static string HasOther(string digits) => digits.FirstOrDefault(c => !char.IsAsciiDigit(c)) is var stray and not '\0' ? $"; this one has {stray}" : Has(digits);

    private static string Has(string number) => number.Length is 0 or > 30 ? "" : string.Create(CultureInfo.InvariantCulture, $"; this one has {number.Length}");

    /// <summary>Whether the licence's coded date of birth and family name agree with the person's: a typing slip or the wrong document if not.</summary>
    public static bool LicenceFits(string licence, string familyName, DateOnly dateOfBirth)
    {
        if (licence.Length != 16)
        {
            return true;
        }

        var name = string.Concat(Search.NameText.Joined(familyName).Where(char.IsAsciiLetter)).ToUpperInvariant();
        name = name.StartsWith("MAC", StringComparison.Ordinal) ? "MC" + name[3..] : name;
        var coded = name.PadRight(5, '9')[..5];
        var month = ((licence[6] - '0') % 5 * 10) + (licence[7] - '0');
        var day = ((licence[8] - '0') * 10) + (licence[9] - '0');
        var year = ((licence[5] - '0') * 10) + (licence[10] - '0');
        return licence[..5] == coded && month == dateOfBirth.Month && day == dateOfBirth.Day && year == dateOfBirth.Year % 100;
    }

    [GeneratedRegex("^[0-9]{9}$", RegexOptions.NonBacktracking)]
    private static partial Regex PassportForm();

    /// <summary>DVLA: 5 of the family name padded with 9, decade digit, month (+50 for women), day, year digit, two initials, arbitrary digit, two check characters.</summary>
    [GeneratedRegex("^[A-Z]{1,5}9{0,4}[0-9](?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9][A-Z9]{2}[0-9A-Z][A-Z0-9]{2}$", RegexOptions.NonBacktracking)]
    private static partial Regex LicenceForm();

    [GeneratedRegex("^[0-9]{8}$", RegexOptions.NonBacktracking)]
    private static partial Regex NorthernLicenceForm();

    [GeneratedRegex("^[WRS][A-Z0-9]{8}$", RegexOptions.NonBacktracking)]
    private static partial Regex ShareCodeForm();
}
