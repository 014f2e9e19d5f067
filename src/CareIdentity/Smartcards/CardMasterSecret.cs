using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CareIdentity.Cards.Layouts;
using CareIdentity.Cards.Piv;
using CareIdentity.Data;
using CareIdentity.Pki.Keys;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>
/// Derives a card's management key and unblocking key from the master key, which never leaves the key store (docs/card-profile.md).
/// Whoever asks zeroes what they get.
/// </summary>
public sealed class CardMasterSecret(CareIdentityDb db, IKeyStore keys, AdoptedKeys adopted, SmartcardOptions options)
{
    /// <summary>At start: makes the master secret where there is none.</summary>
    public Task EnsureAsync(CancellationToken ct) => EnsureAsync(CardMasterKey.First, ct);

    internal async Task EnsureAsync(int master, CancellationToken ct)
    {
        if (!await keys.HasSecretAsync(NameOf(master), ct))
        {
            await keys.CreateSecretAsync(NameOf(master), ct);
        }
    }

    /// <summary>The master key that new keys are derived from.</summary>
    internal async Task<int> CurrentAsync(CancellationToken ct) =>
        await db.CardMasterKeys.MaxAsync(k => (int?)k.Generation, ct) ?? CardMasterKey.First;

    /// <param name="told">What the card says of the key that it holds; makers gave the same 24 bytes to triple DES and later to AES-192.</param>
    internal async Task<ManagementSecret> ManagementKeyAsync(Smartcard card, KeyGeneration generation, PivAlgorithm? told, CancellationToken ct)
    {
        if (generation.IsForeign)
        {
            return await adopted.ManagementKeyAsync(card, ct)
                ?? new ManagementSecret(told is PivAlgorithm.Aes192 ? PivAlgorithm.Aes192 : PivAlgorithm.TripleDes, options.FactoryManagementKey.ToArray());
        }

        using var secrets = await DeriveAsync(
            card.Serial, generation, generation.Algorithm ?? throw new InvalidOperationException("A derived management key is on record with its algorithm."), ct);
        return new ManagementSecret(secrets.ManagementAlgorithm, secrets.ManagementKey.ToArray());
    }

    internal async Task<byte[]> UnblockingKeyAsync(Smartcard card, KeyGeneration generation, CancellationToken ct)
    {
        if (generation.IsForeign)
        {
            return await adopted.UnblockingKeyAsync(card, ct) ?? Encoding.ASCII.GetBytes(options.FactoryUnblockingKey);
        }

        using var secrets = await DeriveAsync(card.Serial, generation, PivAlgorithm.Aes256, ct);
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

    internal static KeyName NameOf(int master) => KeyName.Parse(
        master == CardMasterKey.First ? "card-management" : string.Create(CultureInfo.InvariantCulture, $"card-management-{master}"), null);

    private ValueTask<CardSecrets> DeriveAsync(CardSerial serial, KeyGeneration generation, PivAlgorithm algorithm, CancellationToken ct) => CardSecrets.DeriveAsync(
        (label, context, length, token) => keys.DeriveAsync(NameOf(generation.Master), label, context, length, token),
        OnCard(serial),
        generation.Number,
        algorithm,
        ct);
}
