using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using CareIdentity.Kernel;

namespace CareIdentity.Requests;

/// <summary>
/// What people quote on the telephone: <c>R-7K3M-92QX</c>, eight letters and digits that cannot be mistaken for each other
/// (Crockford base 32, which reads O as 0 and I or L as 1).
/// </summary>
public sealed record RequestReference : IStringValue<RequestReference>
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private RequestReference(string value) => Value = value;

    public static int MaxLength => 11;

    public string Value { get; }

    public static RequestReference Create() => Of(RandomNumberGenerator.GetString(Alphabet, 8));

    /// <summary>One for each number below 32 to the power of 8.</summary>
    internal static RequestReference Numbered(ulong number) => Of(string.Create(8, number, (letters, rest) =>
    {
        for (var i = 0; i < letters.Length; i++, rest >>= 5)
        {
            letters[i] = Alphabet[(int)(rest & 31)];
        }
    }));

    public static bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out RequestReference value)
    {
        value = null;
        if (text is null || text.Length > 30)
        {
            return false;
        }

        var letters = string.Concat(text.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)).Replace('O', '0').Replace('I', '1').Replace('L', '1');
        if (letters.Length == 9 && letters[0] == 'R' && letters[1..].All(c => Alphabet.Contains(c, StringComparison.Ordinal)))
        {
            value = new RequestReference($"R-{letters[1..5]}-{letters[5..]}");
        }

        return value is not null;
    }

    public override string ToString() => Value;

    private static RequestReference Of(string letters) => new($"R-{letters[..4]}-{letters[4..]}");
}
