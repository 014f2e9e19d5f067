using System.Security.Cryptography;

namespace CareIdentity.Pki.Ceremony;

/// <summary>
/// Shares a secret among people so that any M of them have it and fewer know nothing about it (A. Shamir, "How to Share a Secret", 1979):
/// each octet is the value at 0 of a random polynomial of degree M − 1 over GF(2⁸) with the reduction of AES (FIPS 197 §4.2).
/// </summary>
public static class SecretSharing
{
    public const int SecretOctets = 32;

    /// <summary>More people than this do not meet in one room.</summary>
    public const int Most = 16;

    /// <summary><paramref name="needed"/> of <paramref name="shares"/> give the secret back.</summary>
    public static IReadOnlyList<SecretShare> Split(ReadOnlySpan<byte> secret, int needed, int shares)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, SecretOctets);
        ArgumentOutOfRangeException.ThrowIfLessThan(needed, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(shares, needed);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shares, Most);
        var set = RandomNumberGenerator.GetBytes(4);
        var coefficients = RandomNumberGenerator.GetBytes((needed - 1) * SecretOctets);
        var made = new List<SecretShare>(shares);
        for (var x = 1; x <= shares; x++)
        {
            var value = new byte[SecretOctets];
            for (var i = 0; i < SecretOctets; i++)
            {
                // Horner's rule, the highest coefficient first, the secret last.
                byte y = 0;
                for (var k = needed - 2; k >= 0; k--)
                {
                    y = (byte)(Multiply(y, (byte)x) ^ coefficients[(k * SecretOctets) + i]);
                }

                value[i] = (byte)(Multiply(y, (byte)x) ^ secret[i]);
            }

            made.Add(new SecretShare(needed, x, set, value));
        }

        CryptographicOperations.ZeroMemory(coefficients);
        return made;
    }

    /// <summary>The secret; the caller zeroes it. Null where the shares are too few, repeat each other or are of different sets.</summary>
    public static byte[]? Combine(IReadOnlyCollection<SecretShare> shares)
    {
        if (shares.Count == 0)
        {
            return null;
        }

        var first = shares.First();
        var used = shares.DistinctBy(share => share.Number).Take(first.Needed).ToList();
        if (used.Count < first.Needed || !shares.All(share => share.Needed == first.Needed && share.Set.SequenceEqual(first.Set)))
        {
            return null;
        }

        var secret = new byte[SecretOctets];
        foreach (var share in used)
        {
            // Lagrange at 0; subtraction is addition in this field.
            byte weight = 1;
            foreach (var other in used.Where(other => other.Number != share.Number))
            {
                weight = Multiply(weight, Multiply((byte)other.Number, Inverse((byte)(other.Number ^ share.Number))));
            }

            for (var i = 0; i < SecretOctets; i++)
            {
                secret[i] ^= Multiply(weight, share.Value[i]);
            }
        }

        return secret;
    }

    /// <summary>FIPS 197 §4.2, without a table or a branch that depends on the operands.</summary>
    internal static byte Multiply(byte a, byte b)
    {
        var product = 0;
        for (int bit = 0, shifted = a; bit < 8; bit++)
        {
            product ^= shifted & -((b >> bit) & 1);
            shifted = (shifted << 1) ^ (0x11B & -((shifted >> 7) & 1));
        }

        return (byte)product;
    }

    // a^254 = a^-1, as the group has 255 elements.
    private static byte Inverse(byte a)
    {
        byte result = 1;
        for (var i = 0; i < 254; i++)
        {
            result = Multiply(result, a);
        }

        return result;
    }
}
