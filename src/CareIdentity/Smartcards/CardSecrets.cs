using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CareIdentity.Cards.Piv;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Smartcards;

/// <summary>
/// Derives a card's management key and unblocking key from the master secret, which never leaves the key store (decisions.md §5;
/// NIST SP 800-108). Whoever asks zeroes what they get.
/// </summary>
public sealed class CardSecrets(IKeyStore keys, SmartcardOptions options)
{
    private const string ManagementLabel = "care-identity piv management key 9B";
    private const string UnblockingLabel = "care-identity piv unblocking key PUK";
    private const int UnblockingOctets = 8;

    private static readonly KeyName Master = KeyName.Parse("card-management", null);

    /// <summary>At start: makes the master secret where there is none.</summary>
    public async Task EnsureMasterAsync(CancellationToken ct)
    {
        if (!await keys.HasSecretAsync(Master, ct))
        {
            await keys.CreateSecretAsync(Master, ct);
        }
    }

    internal PivAlgorithm ManagementAlgorithm(CardSerial serial, int generation) =>
        generation == 0 ? options.FactoryManagementAlgorithm
        : options.TripleDesSeries.Contains(serial.Series) ? PivAlgorithm.TripleDes
        : PivAlgorithm.Aes256;

    internal async Task<byte[]> ManagementKeyAsync(CardSerial serial, int generation, CancellationToken ct) => generation == 0
        ? options.FactoryManagementKey.ToArray()
        : await keys.DeriveAsync(Master, ManagementLabel, Context(serial, generation), ManagementAlgorithm(serial, generation) is PivAlgorithm.Aes256 ? 32 : 24, ct);

    /// <summary>Eight octets, none of them FF, which pads shorter ones (SP 800-73-4 Part 2 §2.4.3).</summary>
    internal async Task<byte[]> UnblockingKeyAsync(CardSerial serial, int generation, CancellationToken ct)
    {
        if (generation == 0)
        {
            return Encoding.ASCII.GetBytes(options.FactoryUnblockingKey);
        }

        var derived = await keys.DeriveAsync(Master, UnblockingLabel, Context(serial, generation), 2 * UnblockingOctets, ct);
        var key = new byte[UnblockingOctets];
        for (var i = 0; i < key.Length; i++)
        {
            key[i] = (byte)(BinaryPrimitives.ReadUInt16BigEndian(derived.AsSpan(2 * i)) % 0xFF);
        }

        CryptographicOperations.ZeroMemory(derived);
        return key;
    }

    /// <summary>Eight random digits that nobody is told.</summary>
    internal static byte[] RandomPasscode()
    {
        var digits = new byte[8];
        for (var i = 0; i < digits.Length; i++)
        {
            digits[i] = (byte)('0' + RandomNumberGenerator.GetInt32(10));
        }

        return digits;
    }

    private static byte[] Context(CardSerial serial, int generation)
    {
        var context = new byte[CardSerial.MaxLength + sizeof(int)];
        Encoding.ASCII.GetBytes(serial.Value, context);
        BinaryPrimitives.WriteInt32BigEndian(context.AsSpan(CardSerial.MaxLength), generation);
        return context;
    }
}
