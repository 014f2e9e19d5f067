using System.Security.Cryptography;

namespace CareIdentity.Cards.Piv;

/// <summary>The card management key, reference 9B (SP 800-73-4 Part 1 Table 4b): one block enciphered or deciphered at a time, as mutual authentication needs.</summary>
internal static class ManagementKey
{
    public const byte Reference = 0x9B;

    /// <exception cref="ArgumentException">Another length than the algorithm's.</exception>
    public static void Check(PivAlgorithm algorithm, ReadOnlySpan<byte> key)
    {
        if (!algorithm.IsSymmetric() || key.Length != algorithm.KeyLength())
        {
            throw new ArgumentException($"A management key for {algorithm} has another length.", nameof(key));
        }
    }

    public static byte[] Encipher(PivAlgorithm algorithm, ReadOnlySpan<byte> key, ReadOnlySpan<byte> block) =>
        Transform(algorithm, key, block, encipher: true);

    public static byte[] Decipher(PivAlgorithm algorithm, ReadOnlySpan<byte> key, ReadOnlySpan<byte> block) =>
        Transform(algorithm, key, block, encipher: false);

    private static byte[] Transform(PivAlgorithm algorithm, ReadOnlySpan<byte> key, ReadOnlySpan<byte> block, bool encipher)
    {
        Check(algorithm, key);
        var copy = key.ToArray();
        try
        {
            using var cipher = Cipher(algorithm);
            cipher.Mode = CipherMode.ECB;
            cipher.Padding = PaddingMode.None;

            // Not through the Key property: it refuses the key that cards leave the factory with, three times the same one.
            using var transform = encipher ? cipher.CreateEncryptor(copy, null) : cipher.CreateDecryptor(copy, null);
            return transform.TransformFinalBlock(block.ToArray(), 0, block.Length);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

#pragma warning disable CA5350, CA5358 // One random block at a time, and cards of the older series know only triple DES (SP 800-78-4 Table 5-1).
    private static SymmetricAlgorithm Cipher(PivAlgorithm algorithm) => algorithm == PivAlgorithm.TripleDes ? TripleDES.Create() : Aes.Create();
#pragma warning restore CA5350, CA5358
}
