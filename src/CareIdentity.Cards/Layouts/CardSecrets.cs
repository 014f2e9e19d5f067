using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CareIdentity.Cards.Piv;

namespace CareIdentity.Cards.Layouts;

/// <summary>Gives pseudo-random bytes for a label and a context out of a key that only it sees: a key store, a security module, or <see cref="KeyDerivation.Over"/> in tests and tools.</summary>
public delegate ValueTask<byte[]> DeriveBytes(string label, ReadOnlyMemory<byte> context, int length, CancellationToken ct);

/// <summary>
/// The management key and the PUK of one card in one generation. Derived anew whenever they are needed and kept nowhere: whoever
/// makes them disposes of them, which zeroes them. Another generation gives unrelated secrets, so that a PUK that was used once can be replaced.
/// </summary>
public sealed class CardSecrets : IDisposable
{
    public const string ManagementKeyLabel = "CareIdentity card management key";
    public const string PukLabel = "CareIdentity card PUK";

    private const int PukLength = 8;

    private readonly byte[] managementKey;
    private readonly byte[] puk;

    private CardSecrets(PivAlgorithm algorithm, byte[] managementKey, byte[] puk) =>
        (ManagementAlgorithm, this.managementKey, this.puk) = (algorithm, managementKey, puk);

    public PivAlgorithm ManagementAlgorithm { get; }

    public ReadOnlyMemory<byte> ManagementKey => managementKey;

    /// <summary>Eight digits.</summary>
    public ReadOnlyMemory<byte> Puk => puk;

    public static async ValueTask<CardSecrets> DeriveAsync(
        DeriveBytes derive, CardSerial serial, int generation, PivAlgorithm algorithm, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(derive);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(generation);
        var managementKey = await ManagementKeyAsync(derive, serial, generation, algorithm, ct);
        try
        {
            return new CardSecrets(algorithm, managementKey, await PukAsync(derive, serial, generation, ct));
        }
        catch
        {
            CryptographicOperations.ZeroMemory(managementKey);
            throw;
        }
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(managementKey);
        CryptographicOperations.ZeroMemory(puk);
    }

    /// <summary>Never the secrets.</summary>
    public override string ToString() => nameof(CardSecrets);

    /// <summary>What ties a secret to its card: <c>serial (ten digits) ‖ generation (32 bits) ‖ attempt ‖ algorithm</c>, all of fixed length.</summary>
    internal static byte[] Context(CardSerial serial, int generation, byte attempt, byte algorithm)
    {
        var context = new byte[16];
        Encoding.ASCII.GetBytes(serial.ToString(), context);
        BinaryPrimitives.WriteInt32BigEndian(context.AsSpan(10), generation);
        (context[14], context[15]) = (attempt, algorithm);
        return context;
    }

    private static ValueTask<byte[]> ManagementKeyAsync(
        DeriveBytes derive, CardSerial serial, int generation, PivAlgorithm algorithm, CancellationToken ct) =>
        UntilProperAsync(
            attempt => derive(ManagementKeyLabel, Context(serial, generation, attempt, (byte)algorithm), algorithm.KeyLength(), ct),
            key => algorithm == PivAlgorithm.TripleDes ? DesKeys.TryMakeProper(key) : key.AsSpan().ContainsAnyExcept(key[0]));

    private static async ValueTask<byte[]> PukAsync(DeriveBytes derive, CardSerial serial, int generation, CancellationToken ct) =>
        await UntilProperAsync(
            async attempt => ToDigits(await derive(PukLabel, Context(serial, generation, attempt, 0), PukLength, ct)),
            puk => !IsTrivial(puk));

    // A result that may not be used is as likely as a coincidence; the next attempt is as good as the first and just as repeatable.
    private static async ValueTask<byte[]> UntilProperAsync(Func<byte, ValueTask<byte[]>> derived, Func<byte[], bool> isProper)
    {
        for (byte attempt = 0; attempt < byte.MaxValue; attempt++)
        {
            var secret = await derived(attempt);
            if (isProper(secret))
            {
                return secret;
            }

            CryptographicOperations.ZeroMemory(secret);
        }

        throw new CryptographicException("The key derivation gives nothing but weak secrets.");
    }

    // 64 bits modulo 10^8: the bias is below 2^-37.
    private static byte[] ToDigits(byte[] derived)
    {
        var number = BinaryPrimitives.ReadUInt64BigEndian(derived) % 100_000_000;
        CryptographicOperations.ZeroMemory(derived);
        var puk = new byte[PukLength];
        for (var i = puk.Length - 1; i >= 0; i--, number /= 10)
        {
            puk[i] = (byte)('0' + (number % 10));
        }

        return puk;
    }

    // One digit over and over, or a run up or down, the factory's 12345678 among them.
    internal static bool IsTrivial(ReadOnlySpan<byte> digits)
    {
        var step = digits[1] - digits[0];
        if (step is < -1 or > 1)
        {
            return false;
        }

        for (var i = 2; i < digits.Length; i++)
        {
            if (digits[i] - digits[i - 1] != step)
            {
                return false;
            }
        }

        return true;
    }
}
