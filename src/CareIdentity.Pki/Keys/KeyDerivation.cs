using System.Security.Cryptography;

namespace CareIdentity.Pki.Keys;

/// <summary>
/// NIST SP 800-108r1 §4.1 with HMAC-SHA-256: K(i) = HMAC(secret, [i]₃₂ ‖ label ‖ 00 ‖ context ‖ [bits]₃₂), the same in every store.
/// </summary>
internal static class KeyDerivation
{
    public const int SecretOctets = 32;

    /// <summary>Eight blocks: more than any card or token key needs.</summary>
    private const int MostOctets = 256;

    public static byte[] Derive(ReadOnlySpan<byte> secret, string label, ReadOnlySpan<byte> context, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MostOctets);
        ArgumentException.ThrowIfNullOrEmpty(label);
        // The zero octet ends the label; one inside it would let two pairs of label and context meet.
        if (label.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A label holds no NUL (SP 800-108r1 §4).", nameof(label));
        }

        return SP800108HmacCounterKdf.DeriveBytes(
            secret, HashAlgorithmName.SHA256, System.Text.Encoding.UTF8.GetBytes(label), context, length);
    }
}
