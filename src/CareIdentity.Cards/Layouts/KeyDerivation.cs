using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CareIdentity.Cards.Layouts;

/// <summary>
/// The key derivation function in counter mode of SP 800-108r1 §4.1 with HMAC-SHA-256: r = 32, counter before the fixed input
/// <c>Label ‖ 00 ‖ Context ‖ L</c>, L in bits as 32 bits.
/// </summary>
public static class KeyDerivation
{
    public const int MinKeyLength = 32;

    private const int BlockLength = 32;

    /// <summary>Derives from a key that is in memory; the caller keeps it and zeroes it.</summary>
    public static DeriveBytes Over(ReadOnlyMemory<byte> key) => (label, context, length, ct) =>
    {
        var output = new byte[length];
        Derive(key.Span, label, context.Span, output);
        return ValueTask.FromResult(output);
    };

    /// <exception cref="ArgumentException">A key shorter than the hash: it would be the weakest part of every card.</exception>
    public static void Derive(ReadOnlySpan<byte> key, string label, ReadOnlySpan<byte> context, Span<byte> output)
    {
        if (key.Length < MinKeyLength)
        {
            throw new ArgumentException($"Cards' secrets are derived from {MinKeyLength} bytes or more.", nameof(key));
        }

        var labelBytes = Encoding.ASCII.GetBytes(label);
        var input = new byte[4 + labelBytes.Length + 1 + context.Length + 4];
        labelBytes.CopyTo(input, 4);
        context.CopyTo(input.AsSpan(4 + labelBytes.Length + 1));
        BinaryPrimitives.WriteInt32BigEndian(input.AsSpan(input.Length - 4), checked(output.Length * 8));

        Span<byte> block = stackalloc byte[BlockLength];
        try
        {
            for (var (counter, at) = (1, 0); at < output.Length; counter++)
            {
                BinaryPrimitives.WriteInt32BigEndian(input, counter);
                HMACSHA256.HashData(key, input, block);
                var used = Math.Min(BlockLength, output.Length - at);
                block[..used].CopyTo(output[at..]);
                at += used;
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(block);
        }
    }
}
