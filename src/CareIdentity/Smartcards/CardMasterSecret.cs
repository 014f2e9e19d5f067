using System.Security.Cryptography;
using System.Text;
using CareIdentity.Cards.Layouts;
using CareIdentity.Cards.Piv;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Smartcards;

/// <summary>
/// Derives a card's management key and unblocking key from the master secret, which never leaves the key store (docs/card-profile.md).
/// Whoever asks zeroes what they get.
/// </summary>
public sealed class CardMasterSecret(IKeyStore keys, SmartcardOptions options)
{
    private static readonly KeyName Name = KeyName.Parse("card-management", null);

    /// <summary>At start: makes the master secret where there is none.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if (!await keys.HasSecretAsync(Name, ct))
        {
            await keys.CreateSecretAsync(Name, ct);
        }
    }

    internal PivAlgorithm ManagementAlgorithm(CardSerial serial, int generation) =>
        generation == 0 ? options.FactoryManagementAlgorithm : CardLayout.ManagementAlgorithm(OnCard(serial));

    internal async Task<byte[]> ManagementKeyAsync(CardSerial serial, int generation, CancellationToken ct)
    {
        if (generation == 0)
        {
            return options.FactoryManagementKey.ToArray();
        }

        using var secrets = await DeriveAsync(serial, generation, ct);
        return secrets.ManagementKey.ToArray();
    }

    internal async Task<byte[]> UnblockingKeyAsync(CardSerial serial, int generation, CancellationToken ct)
    {
        if (generation == 0)
        {
            return Encoding.ASCII.GetBytes(options.FactoryUnblockingKey);
        }

        using var secrets = await DeriveAsync(serial, generation, ct);
        return secrets.Puk.ToArray();
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

    internal static Cards.Piv.CardSerial OnCard(CardSerial serial) => Cards.Piv.CardSerial.Parse(serial.Value);

    private ValueTask<CardSecrets> DeriveAsync(CardSerial serial, int generation, CancellationToken ct) => CardSecrets.DeriveAsync(
        (label, context, length, token) => keys.DeriveAsync(Name, label, context, length, token),
        OnCard(serial),
        generation,
        ManagementAlgorithm(serial, generation),
        ct);
}
