using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace CareIdentity.Pki.Ceremony;

/// <summary>
/// One person's share of a secret of 32 octets. Written as <c>CIS1-3-2-…</c>: how many are needed, which one it is, the set it belongs to,
/// its octets and a check in groups of eight digits, so that it can be printed, read out and typed.
/// </summary>
public sealed record SecretShare : IParsable<SecretShare>
{
    private const string Mark = "CIS1";
    private const int SetOctets = 4;
    private const int CheckOctets = 4;

    internal SecretShare(int needed, int number, byte[] set, byte[] value) => (Needed, Number, Set, Value) = (needed, number, set, value);

    /// <summary>How many of the set give the secret.</summary>
    public int Needed { get; }

    /// <summary>From 1; the place at which the polynomials were evaluated.</summary>
    public int Number { get; }

    internal byte[] Set { get; }

    internal byte[] Value { get; }

    /// <summary>What may be written down where the share itself may not: the same for all shares of one set.</summary>
    public string SetName => Convert.ToHexString(Set);

    /// <summary>The share itself. Not <c>ToString()</c>, which could end up in a log.</summary>
    public string ToText()
    {
        byte[] octets = [.. Set, .. Value, .. Check(Needed, Number, Set, Value)];
        var digits = Convert.ToHexString(octets);
        return string.Create(CultureInfo.InvariantCulture, $"{Mark}-{Needed}-{Number}-{string.Join('-', digits.Chunk(8).Select(group => new string(group)))}");
    }

    public override string ToString() => $"Share {Number} of set {SetName}: ***";

    public static SecretShare Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var share) ? share : throw new FormatException("That is not a share, or it was not typed as it is written.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out SecretShare result)
    {
        result = null;
        var parts = (s ?? "").Trim().ToUpperInvariant().Split('-', StringSplitOptions.TrimEntries);
        if (parts.Length < 4 || parts[0] != Mark
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var needed)
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || needed is < 2 or > SecretSharing.Most || number is < 1 or > SecretSharing.Most)
        {
            return false;
        }

        var digits = string.Concat(parts[3..]);
        if (digits.Length != 2 * (SetOctets + SecretSharing.SecretOctets + CheckOctets) || !digits.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        var octets = Convert.FromHexString(digits);
        var (set, value, check) = (octets[..SetOctets], octets[SetOctets..^CheckOctets], octets[^CheckOctets..]);
        if (!check.SequenceEqual(Check(needed, number, set, value)))
        {
            return false;
        }

        result = new SecretShare(needed, number, set, value);
        return true;
    }

    // Against slips of typing, not against people: whether shares are right is told by what they open.
    private static byte[] Check(int needed, int number, byte[] set, byte[] value) =>
        SHA256.HashData([(byte)needed, (byte)number, .. set, .. value])[..CheckOctets];
}
