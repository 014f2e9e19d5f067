namespace CareIdentity.Cards.Piv;

/// <summary>Eight bytes, the rest FF (SP 800-73-4 Part 2 §2.4.3). A block is a secret: whoever makes one zeroes it.</summary>
internal static class PinBlock
{
    public const int Length = 8;

    /// <summary>Key references of the PIV card application (SP 800-73-4 Part 1 Table 4a).</summary>
    public const byte Pin = 0x80;
    public const byte Puk = 0x81;

    /// <exception cref="ArgumentException">Not six to eight bytes.</exception>
    public static void Write(ReadOnlySpan<byte> secret, Span<byte> block)
    {
        if (secret.Length is < 6 or > Length)
        {
            throw new ArgumentException("A PIN or PUK has six to eight bytes.", nameof(secret));
        }

        block[..Length].Fill(0xFF);
        secret.CopyTo(block);
    }
}
