using System.Numerics;
using System.Security.Cryptography;
using CareIdentity.Cards.Piv;

namespace CareIdentity.Cards.Virtual;

/// <summary>A private key on the card. Applies itself to what it is given and pads nothing, as cards do.</summary>
internal sealed class VirtualKey(PivAlgorithm algorithm, PivPinPolicy pinPolicy, AsymmetricAlgorithm key) : IDisposable
{
    public PivAlgorithm Algorithm => algorithm;

    public PivPinPolicy PinPolicy => pinPolicy;

    public static VirtualKey Generate(PivAlgorithm algorithm, PivPinPolicy pinPolicy) => new(algorithm, pinPolicy, algorithm.IsRsa()
        ? RSA.Create(algorithm.KeyLength() * 8)
        : ECDsa.Create(PivPublicKey.Curve(algorithm)));

    public static VirtualKey Restore(VirtualKeySnapshot saved)
    {
        AsymmetricAlgorithm key = saved.Algorithm.IsRsa() ? RSA.Create() : ECDsa.Create();
        key.ImportPkcs8PrivateKey(saved.PrivateKey, out _);
        return key.KeySize == saved.Algorithm.KeyLength() * 8
            ? new VirtualKey(saved.Algorithm, saved.PinPolicy, key)
            : throw new ArgumentException("The key of a card has another size than its algorithm says.", nameof(saved));
    }

    /// <summary>To certify with: the attestation key alone does.</summary>
    public ECDsa ForAttestation => (ECDsa)key;

    /// <summary>The elements of the public key as GENERATE answers them.</summary>
    public byte[] PublicKey() => key is RSA rsa ? PivPublicKey.Encode(rsa) : PivPublicKey.Encode((ECDsa)key);

    /// <summary>Null where the input does not fit the key.</summary>
    public byte[]? Sign(ReadOnlySpan<byte> input)
    {
        if (key is RSA rsa)
        {
            return input.Length == algorithm.KeyLength() ? Exponentiate(rsa, input) : null;
        }

        if (input.IsEmpty || input.Length > algorithm.KeyLength())
        {
            return null;
        }

        var digest = new byte[algorithm.KeyLength()];
        input.CopyTo(digest.AsSpan(digest.Length - input.Length));
        return ((ECDsa)key).SignHash(digest, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>The x coordinate of the shared point (SP 800-56A §5.7.1.2); null where the other side's key is no point of the curve.</summary>
    public byte[]? Agree(ReadOnlySpan<byte> point)
    {
        var length = algorithm.KeyLength();
        if (key is not ECDsa own || point.Length != 1 + (2 * length) || point[0] != 0x04)
        {
            return null;
        }

        try
        {
            using var other = ECDiffieHellman.Create(new ECParameters
            {
                Curve = PivPublicKey.Curve(algorithm),
                Q = new ECPoint { X = point.Slice(1, length).ToArray(), Y = point[(1 + length)..].ToArray() },
            });
            using var mine = ECDiffieHellman.Create(own.ExportParameters(includePrivateParameters: true));
            using var theirs = other.PublicKey;
            return mine.DeriveRawSecretAgreement(theirs);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public VirtualKeySnapshot Save(byte slot) => new(slot, algorithm, pinPolicy, key.ExportPkcs8PrivateKey());

    public void Dispose() => key.Dispose();

    // The platform has no RSA without padding; the Chinese remainder theorem (RFC 8017 §5.1.2) makes it four times as fast.
    private static byte[]? Exponentiate(RSA rsa, ReadOnlySpan<byte> input)
    {
        var k = rsa.ExportParameters(includePrivateParameters: true);
        var message = Number(input);
        if (message >= Number(k.Modulus))
        {
            return null;
        }

        var (p, q) = (Number(k.P), Number(k.Q));
        var m1 = BigInteger.ModPow(message, Number(k.DP), p);
        var m2 = BigInteger.ModPow(message, Number(k.DQ), q);
        var h = ((m1 - m2) * Number(k.InverseQ)) % p;
        h = h.Sign < 0 ? h + p : h;
        var result = (m2 + (h * q)).ToByteArray(isUnsigned: true, isBigEndian: true);
        var whole = new byte[input.Length];
        result.CopyTo(whole.AsSpan(whole.Length - result.Length));
        return whole;
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
