using System.Security.Cryptography;
using CareIdentity.Cards.Layouts;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Virtual;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Smartcards;
using CareIdentity.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Smartcards.Faults;

/// <summary>Holds a card against the register and the certificate authority: the invariants of a card's life, its history among them, each as a sentence when it is broken.</summary>
internal sealed class CardEstate(GivenCards given)
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>At any moment, however unfinished: nothing is active that is not there, and no key is set that the service cannot derive.</summary>
    public Task<List<string>> AtRestAsync(VirtualCard card) => given.Ra.With(async (CardMasterSecret secrets) =>
    {
        var broken = new List<string>();
        var found = await FindAsync(card);
        var held = OfTheEstate(card.Save());
        var keys = KeysOn(held);
        foreach (var active in found.Certificates.Where(c => c.Status is CertificateStatus.Active))
        {
            if (!keys.Contains(Convert.ToHexString(active.KeyHash)))
            {
                broken.Add($"the {active.Kind} certificate is active and its key is not on the card");
            }

            if (!held.Objects.Values.Any(content => Carries(content, active)))
            {
                broken.Add($"the {active.Kind} certificate is active and not on the card");
            }
        }

        if (!await AnyAsync(found.Keys.ManagementCandidates, async generation =>
        {
            using var key = await secrets.ManagementKeyAsync(found.Card, generation, held.ManagementAlgorithm, None);
            return key.Algorithm == held.ManagementAlgorithm && key.Key.Span.SequenceEqual(held.ManagementKey);
        }))
        {
            broken.Add("the management key is none that the service knows");
        }

        if (!await AnyAsync(found.Keys.UnblockingCandidates, async generation => (await secrets.UnblockingKeyAsync(found.Card, generation, None)).AsSpan().SequenceEqual(held.Puk.Block)))
        {
            broken.Add("the unblocking key is none that the service knows");
        }

        if (held.Puk.TriesLeft == 0)
        {
            broken.Add("the unblocking key is blocked");
        }

        broken.AddRange(found.History);
        return broken;
    });

    /// <summary>When the work is done: register, card and authority say the same, and nothing is in doubt.</summary>
    public async Task<List<string>> AgreesAsync(VirtualCard card, SmartcardState expected)
    {
        var broken = await AtRestAsync(card);
        var found = await FindAsync(card);
        var held = OfTheEstate(card.Save());
        Expect(broken, found.Card.State == expected, $"the card is {found.Card.State} in the register, not {expected}");
        Expect(broken, found.Keys.ManagementIntended is null && found.Keys.UnblockingIntended is null, "a key of the card is still in doubt");
        Expect(broken, !found.Keys.UnblockingUsed, "the unblocking key was used and not replaced");
        Expect(broken, held.Puk.TriesLeft == 3, $"{held.Puk.TriesLeft} tries of the unblocking key are left");
        Expect(broken, found.Unfinished == 0, "work on the card is unfinished");
        Expect(broken, found.Orphans == 0, $"{found.Orphans} certificates are signed or reserved and belong to nothing");
        Expect(broken, found.Keys.ManagementNow.Number > 0 && found.Keys.UnblockingNow.Number > 0, "the card still holds keys of its maker");
        var active = found.Certificates.Where(c => c.Status is CertificateStatus.Active).ToList();
        if (expected is SmartcardState.Active or SmartcardState.Locked)
        {
            Expect(broken, active.Count == 2 && active.Select(c => c.Kind).Distinct().Count() == 2, $"{active.Count} certificates are active");
            Expect(broken, KeysOn(held).Count == 2, "the card does not hold two keys");
            Expect(broken, held.Objects.Values.Count(content => content.Length > 0) == CardLayout.Objects.Count, "the card does not carry what it should");
        }
        else
        {
            Expect(broken, active.Count == 0, $"{active.Count} certificates are active");
            Expect(broken, held.Objects.Values.All(content => content.Length == 0), "something is left on the card");
            Expect(broken, !card.Model.HasMove || held.Keys.Count == 0, "a key is left on the card");
        }

        Expect(broken, (held.Pin.TriesLeft == 0) == (expected is SmartcardState.Locked or SmartcardState.Cancelled), $"{held.Pin.TriesLeft} tries of the passcode are left");
        return broken;
    }

    private static void Expect(List<string> broken, bool holds, string otherwise)
    {
        if (!holds)
        {
            broken.Add(otherwise);
        }
    }

    private static bool Carries(byte[] content, CertificateRecord certificate) => content.AsSpan().IndexOf(certificate.Certificate!) >= 0;

    /// <summary>Without the key by which the maker attests others, and its certificate: they are the card's for life and no operation's concern.</summary>
    private static VirtualCardSnapshot OfTheEstate(VirtualCardSnapshot held) => held with
    {
        Keys = [.. held.Keys.Where(key => key.Slot != PivSlot.Attestation.Reference)],
        Objects = held.Objects.Where(content => content.Key != PivObjectId.AttestationCertificate.ToString()).ToDictionary(content => content.Key, content => content.Value),
    };

    private static HashSet<string> KeysOn(VirtualCardSnapshot held) => [.. held.Keys.Select(key => Convert.ToHexString(SHA256.HashData(PublicKey(key))))];

    private static byte[] PublicKey(VirtualKeySnapshot key)
    {
        using AsymmetricAlgorithm pair = key.Algorithm.IsRsa() ? RSA.Create() : ECDsa.Create();
        pair.ImportPkcs8PrivateKey(key.PrivateKey, out _);
        return pair.ExportSubjectPublicKeyInfo();
    }

    private static async Task<bool> AnyAsync(IEnumerable<KeyGeneration> candidates, Func<KeyGeneration, Task<bool>> fits)
    {
        foreach (var candidate in candidates)
        {
            if (await fits(candidate))
            {
                return true;
            }
        }

        return false;
    }

    private Task<Found> FindAsync(VirtualCard card)
    {
        var serial = CareIdentity.Smartcards.CardSerial.Parse(card.Serial.ToString());
        return given.Ra.InDb(async db =>
        {
            var row = await db.Smartcards.AsNoTracking().FirstAsync(c => c.Serial == serial);
            return new Found(
                row,
                await db.CardKeys.AsNoTracking().FirstAsync(k => k.SmartcardId == row.Id),
                await db.Certificates.AsNoTracking().Where(c => c.SmartcardId == row.Id && c.Status == CertificateStatus.Active).ToListAsync(),
                await db.Certificates.CountAsync(c => c.Status == CertificateStatus.Reserved || c.Status == CertificateStatus.Issued),
                await db.CardOperations.CountAsync(o => o.SmartcardId == row.Id && o.State != CardOperationState.Done && o.State != CardOperationState.Abandoned),
                await CardHistory.BrokenAsync(db, row));
        });
    }

    private sealed record Found(Smartcard Card, CardKeys Keys, List<CertificateRecord> Certificates, int Orphans, int Unfinished, IReadOnlyList<string> History);
}
