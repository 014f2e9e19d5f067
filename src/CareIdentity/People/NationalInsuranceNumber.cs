using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CareIdentity.Kernel;

namespace CareIdentity.People;

/// <summary>
/// <c>AA123456A</c>. Prefix letters D F I Q U V are never used, O not second; BG GB KN NK NT TN ZZ are not allocated; suffix A–D
/// (HMRC National Insurance Manual NIM39110).
/// </summary>
public sealed record NationalInsuranceNumber : IStringValue<NationalInsuranceNumber>
{
    private static readonly string[] NotAllocated = ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"];

    private NationalInsuranceNumber(string value) => Value = value;

    public static int MaxLength => 9;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out NationalInsuranceNumber value)
    {
        value = text is not null && WhatIsWrong(text) is null ? new NationalInsuranceNumber(Bare(text)) : null;
        return value is not null;
    }

    /// <summary>The first thing that makes it no number, as a sentence for whoever typed it; null where it is one.</summary>
    public static string? WhatIsWrong(string typed)
    {
        var number = typed.Length > 20 ? "" : Bare(typed);
        return number.Length != MaxLength ? $"A National Insurance number has 9 characters, such as QQ 12 34 56 C{Has(number)}"
            : !char.IsAsciiLetterUpper(number[0]) || !char.IsAsciiLetterUpper(number[1]) ? "A National Insurance number begins with 2 letters, such as QQ 12 34 56 C"
            : number[2..8].FirstOrDefault(c => !char.IsAsciiDigit(c)) is var stray and not '\0' ? $"The 6 characters in the middle of a National Insurance number are digits; this one has {stray}"
            : number[8] is < 'A' or > 'D' ? "A National Insurance number ends in A, B, C or D"
            : !IsPrefixLetter(number[0]) || !IsPrefixLetter(number[1]) || number[1] == 'O' || NotAllocated.Contains(number[..2]) ? $"No National Insurance number begins with {number[..2]}"
            : null;
    }

    public override string ToString() => Value;

    private static string Bare(string text) => string.Concat(text.Where(c => c is not (' ' or '-'))).ToUpperInvariant();

    private static string Has(string number) => number.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; this one has {number.Length}");

    private static bool IsPrefixLetter(char c) => char.IsAsciiLetterUpper(c) && !"DFIQUV".Contains(c, StringComparison.Ordinal);
}
