using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace CareIdentity.Kernel;

/// <summary>
/// The 12 digits that name a user profile for ever (SDS user id). Made with a Luhn check digit (ISO/IEC 7812-1 Annex B);
/// an imported one is never refused for failing it (decisions.md §4).
/// </summary>
public sealed record UserUuid : IStringValue<UserUuid>
{
    private UserUuid(string value) => Value = value;

    public static int MaxLength => 12;

    public string Value { get; }

    /// <summary>In groups of four, as people read it aloud.</summary>
    public string Spoken => $"{Value[..4]} {Value[4..8]} {Value[8..]}";

    public bool HasCheckDigit => LuhnSum(Value) % 10 == 0;

    public static UserUuid Parse(string text) =>
        TryParse(text, out var uuid) ? uuid : throw new FormatException($"Not a 12-digit UUID: '{text}'");

    public static bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out UserUuid value)
    {
        value = null;
        if (text is null || text.Length > 40)
        {
            return false;
        }

        // As it is stored, it is asked for millions of times.
        var digits = IsCanonical(text) ? text : string.Concat(text.Where(c => c is not (' ' or '-')));
        if (IsCanonical(digits))
        {
            value = new UserUuid(digits);
        }

        return value is not null;
    }

    /// <summary>A new one; uniqueness is the database's to enforce. The first digit is never 0 or 5 or 6: those ranges hold imported and path-to-live numbers.</summary>
    public static UserUuid Create()
    {
        Span<char> digits = stackalloc char[12];
        digits[0] = "123478"[RandomNumberGenerator.GetInt32(6)];
        for (var i = 1; i < 11; i++)
        {
            digits[i] = (char)('0' + RandomNumberGenerator.GetInt32(10));
        }

        return WithCheckDigit(digits[..11]);
    }

    /// <summary>From eleven digits.</summary>
    internal static UserUuid WithCheckDigit(ReadOnlySpan<char> eleven)
    {
        Span<char> digits = stackalloc char[12];
        eleven.CopyTo(digits);
        digits[11] = '0';
        digits[11] = (char)('0' + ((10 - (LuhnSum(digits) % 10)) % 10));
        return new UserUuid(new string(digits));
    }

    public override string ToString() => Value;

    private static bool IsCanonical(string text) => text.Length == 12 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static int LuhnSum(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            var weighted = i % 2 == 1 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return sum;
    }
}
