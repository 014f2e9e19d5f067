using System.Diagnostics.CodeAnalysis;
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
        value = null;
        if (text is null || text.Length > 20)
        {
            return false;
        }

        var number = string.Concat(text.Where(c => c is not (' ' or '-'))).ToUpperInvariant();
        if (number.Length == 9
            && IsPrefixLetter(number[0]) && IsPrefixLetter(number[1]) && number[1] != 'O'
            && !NotAllocated.Contains(number[..2])
            && number[2..8].All(char.IsAsciiDigit)
            && number[8] is >= 'A' and <= 'D')
        {
            value = new NationalInsuranceNumber(number);
        }

        return value is not null;
    }

    public override string ToString() => Value;

    private static bool IsPrefixLetter(char c) => char.IsAsciiLetterUpper(c) && !"DFIQUV".Contains(c, StringComparison.Ordinal);
}
