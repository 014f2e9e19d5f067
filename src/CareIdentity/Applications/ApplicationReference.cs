using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using CareIdentity.Kernel;

namespace CareIdentity.Applications;

/// <summary>What people quote on the telephone: <c>A-7K3M-92QX</c>, in the letters of a request's reference.</summary>
public sealed record ApplicationReference : IStringValue<ApplicationReference>
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private ApplicationReference(string value) => Value = value;

    public static int MaxLength => 11;

    public string Value { get; }

    public static ApplicationReference Create() => Of(RandomNumberGenerator.GetString(Alphabet, 8));

    public static bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out ApplicationReference value)
    {
        value = null;
        if (text is null || text.Length > 30)
        {
            return false;
        }

        var letters = string.Concat(text.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)).Replace('O', '0').Replace('I', '1').Replace('L', '1');
        if (letters.Length == 9 && letters[0] == 'A' && letters[1..].All(c => Alphabet.Contains(c, StringComparison.Ordinal)))
        {
            value = Of(letters[1..]);
        }

        return value is not null;
    }

    public override string ToString() => Value;

    private static ApplicationReference Of(string letters) => new($"A-{letters[..4]}-{letters[4..]}");
}
