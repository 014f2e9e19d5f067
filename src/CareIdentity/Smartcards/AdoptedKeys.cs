using System.Security.Cryptography;
using System.Text;
using CareIdentity.Cards.Piv;
using CareIdentity.Data;
using CareIdentity.Pki.Keys;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>
/// Keeps the management key and PUK that a card from elsewhere came with until it holds keys of ours: sealed with AES-256-GCM
/// (NIST SP 800-38D) by a key that the key store derives from the master key for this one card.
/// </summary>
public sealed class AdoptedKeys(CareIdentityDb db, IKeyStore keys)
{
    private const string Label = "CareIdentity adopted card";
    private const int NonceOctets = 12;
    private const int TagOctets = 16;
    private const int PukOctets = 8;

    internal async Task<AdoptedCardKeys> SealAsync(Guid smartcardId, CardSerial serial, int master, AdoptedCard card, CancellationToken ct)
    {
        byte[] plain = [(byte)card.ManagementAlgorithm, (byte)card.ManagementKey.Length, .. card.ManagementKey.Span, .. card.UnblockingKey.Span];
        var opened = new byte[NonceOctets + plain.Length + TagOctets];
        var key = await KeyAsync(serial, master, ct);
        try
        {
            RandomNumberGenerator.Fill(opened.AsSpan(0, NonceOctets));
            using var cipher = new AesGcm(key, TagOctets);
            cipher.Encrypt(opened.AsSpan(0, NonceOctets), plain, opened.AsSpan(NonceOctets, plain.Length), opened.AsSpan(NonceOctets + plain.Length), Octets(serial));
            return new AdoptedCardKeys { SmartcardId = smartcardId, Master = master, Sealed = opened };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    internal async Task<ManagementSecret?> ManagementKeyAsync(Smartcard card, CancellationToken ct)
    {
        if (await OpenAsync(card, ct) is not { } plain)
        {
            return null;
        }

        var secret = new ManagementSecret((PivAlgorithm)plain[0], plain.AsSpan(2, plain[1]).ToArray());
        CryptographicOperations.ZeroMemory(plain);
        return secret;
    }

    internal async Task<byte[]?> UnblockingKeyAsync(Smartcard card, CancellationToken ct)
    {
        if (await OpenAsync(card, ct) is not { } plain)
        {
            return null;
        }

        var puk = plain.AsSpan(plain.Length - PukOctets).ToArray();
        CryptographicOperations.ZeroMemory(plain);
        return puk;
    }

    /// <summary>The card holds keys of ours: what it came with opens nothing any more. The caller saves.</summary>
    internal async Task ForgetAsync(Guid smartcardId, CancellationToken ct)
    {
        if (await db.AdoptedCardKeys.FirstOrDefaultAsync(k => k.SmartcardId == smartcardId, ct) is { } kept)
        {
            db.AdoptedCardKeys.Remove(kept);
        }
    }

    private async Task<byte[]?> OpenAsync(Smartcard card, CancellationToken ct)
    {
        var kept = await db.AdoptedCardKeys.AsNoTracking().FirstOrDefaultAsync(k => k.SmartcardId == card.Id, ct);
        if (kept is null)
        {
            return null;
        }

        var key = await KeyAsync(card.Serial, kept.Master, ct);
        try
        {
            var plain = new byte[kept.Sealed.Length - NonceOctets - TagOctets];
            using var cipher = new AesGcm(key, TagOctets);
            cipher.Decrypt(kept.Sealed.AsSpan(0, NonceOctets), kept.Sealed.AsSpan(NonceOctets, plain.Length), kept.Sealed.AsSpan(NonceOctets + plain.Length), plain, Octets(card.Serial));
            return plain;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private ValueTask<byte[]> KeyAsync(CardSerial serial, int master, CancellationToken ct) =>
        keys.DeriveAsync(CardMasterSecret.NameOf(master), Label, Octets(serial), 32, ct);

    private static byte[] Octets(CardSerial serial) => Encoding.ASCII.GetBytes(serial.Value);
}
