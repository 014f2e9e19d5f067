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

    public static RequestReference Create()
    {
        var letters = RandomNumberGenerator.GetString(Alphabet, 8);
        return new RequestReference($"R-{letters[..4]}-{letters[4..]}");
    }

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
}
