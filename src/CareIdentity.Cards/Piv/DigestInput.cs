namespace CareIdentity.Cards.Piv;

/// <summary>What a private key is applied to: the card pads nothing (SP 800-73-4 Part 2 §3.2.4).</summary>
internal static class DigestInput
{
    // DigestInfo up to the digest itself (RFC 8017 §9.2, note 1).
    private static readonly byte[] Sha256 = [0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];
    private static readonly byte[] Sha384 = [0x30, 0x41, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00, 0x04, 0x30];
    private static readonly byte[] Sha512 = [0x30, 0x51, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40];

    /// <exception cref="ArgumentException">Not a digest of SHA-256, SHA-384 or SHA-512.</exception>
    public static byte[] For(PivAlgorithm algorithm, ReadOnlySpan<byte> digest)
    {
        var prefix = digest.Length switch
        {
            32 => Sha256,
            48 => Sha384,
            64 => Sha512,
            _ => throw new ArgumentException("A SHA-256, SHA-384 or SHA-512 digest is signed, nothing else.", nameof(digest)),
        };
        return algorithm.IsRsa() ? Pad(algorithm.KeyLength(), prefix, digest) : Fit(algorithm.KeyLength(), digest);
    }

    // 00 01 FF … FF 00 DigestInfo: EMSA-PKCS1-v1_5 (RFC 8017 §9.2)
    private static byte[] Pad(int length, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> digest)
    {
        var block = new byte[length];
        block.AsSpan().Fill(0xFF);
        block[0] = 0x00;
        block[1] = 0x01;
        var start = length - prefix.Length - digest.Length;
        block[start - 1] = 0x00;
        prefix.CopyTo(block.AsSpan(start));
        digest.CopyTo(block.AsSpan(start + prefix.Length));
        return block;
    }

    // The leftmost bits of a longer digest, zeros before a shorter one: the same number (FIPS 186-5 §6.4.1).
    private static byte[] Fit(int length, ReadOnlySpan<byte> digest)
    {
        var block = new byte[length];
        var used = digest[..Math.Min(length, digest.Length)];
        used.CopyTo(block.AsSpan(length - used.Length));
        return block;
    }
}
