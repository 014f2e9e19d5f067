using System.Diagnostics.CodeAnalysis;

namespace CareIdentity.Pki.Keys;

/// <summary>The name of a key in a store: lower-case letters, digits and inner hyphens, so that it is safe as a file name and a PKCS#11 label.</summary>
public sealed record KeyName : IParsable<KeyName>
{
    private KeyName(string value) => Value = value;

    public string Value { get; }

    public static KeyName Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var name) ? name : throw new FormatException($"\"{s}\" is not a key name: up to 64 of a–z, 0–9 and inner hyphens.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out KeyName result)
    {
        var valid = s is { Length: > 0 and <= 64 } && s[0] != '-' && s[^1] != '-' && s.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        result = valid ? new KeyName(s!) : null;
        return valid;
    }

    public override string ToString() => Value;
}
