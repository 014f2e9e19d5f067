using System.Security.Cryptography;
using CareIdentity.Pki.Ceremony;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Profiles;
using CareIdentity.Pki.Revocation;
using Xunit;

namespace CareIdentity.Tests.Pki.Ceremony;

public sealed class CeremonyTests
{
    private static readonly CeremonyPlan Plan = new()
    {
        Realm = Realm.Live,
        SubjectParent = DistinguishedName.Of((Oids.Organisation, "Example Care")),
        Arc = new PolicyArc(ObjectIdentifier.Parse("1.3.6.1.4.1.32473.9")),
        Origin = new Uri("http://pki.example"),
        RootSlug = "live-root-203003",
        RootName = "Example Care Root",
        SharesNeeded = 3,
        Shares = 5,
    };

    private static readonly KeyName IssuingKey = KeyName.Parse("live-issuing-1");

    [Fact]
    public void Any_three_of_five_give_the_secret_and_no_two_do()
    {
        var secret = RandomNumberGenerator.GetBytes(SecretSharing.SecretOctets);
        var shares = SecretSharing.Split(secret, 3, 5);

        foreach (var a in shares)
        {
            foreach (var b in shares.Where(share => share != a))
            {
                Assert.Null(SecretSharing.Combine([a, b]));
                Assert.Null(SecretSharing.Combine([a, b, a]));
                foreach (var c in shares.Where(share => share != a && share != b))
                {
                    Assert.Equal(secret, SecretSharing.Combine([a, b, c]));
                }
            }
        }
    }

    /// <summary>With one share fewer every secret is as likely as any other: the last share can be chosen to make any of them.</summary>
    [Fact]
    public void Fewer_shares_than_are_needed_say_nothing_about_the_secret()
    {
        var one = SecretSharing.Split(new byte[32], 2, 2)[0];
        for (var candidate = 0; candidate < 256; candidate++)
        {
            var found = Enumerable.Range(0, 256).Count(value =>
                SecretSharing.Combine([one, new SecretShare(2, 2, one.Set, [(byte)value, .. new byte[31]])])![0] == candidate);
            Assert.Equal(1, found);
        }
    }

    /// <summary>FIPS 197 §4.2.</summary>
    [Theory]
    [InlineData(0x57, 0x83, 0xC1)]
    [InlineData(0x57, 0x13, 0xFE)]
    [InlineData(0x57, 0x01, 0x57)]
    public void The_field_is_that_of_AES(byte a, byte b, byte product) => Assert.Equal(product, SecretSharing.Multiply(a, b));

    [Fact]
    public void A_share_is_read_as_it_is_written_and_a_slip_is_noticed()
    {
        var share = SecretSharing.Split(RandomNumberGenerator.GetBytes(32), 2, 3)[1];
        var text = share.ToText();
        Assert.Equal(text, SecretShare.Parse($"  {text.ToLowerInvariant()} ").ToText());
        Assert.DoesNotContain(text[20..], share.ToString(), StringComparison.Ordinal);
        for (var at = 0; at < text.Length; at++)
        {
            var slip = text.ToCharArray();
            slip[at] = slip[at] == '7' ? '8' : '7';
            Assert.False(SecretShare.TryParse(new string(slip), null, out _), new string(slip));
        }
    }

    [Fact]
    public async Task OpenSSL_follows_what_a_ceremony_made_from_the_root_to_its_list()
    {
        using var store = new InMemoryKeyStore();
        var outcome = await Hold(store);
        using var openssl = OpenSsl.Here();
        openssl.Write("root.pem", outcome.Root.ToPem());
        openssl.Write("issuing.pem", outcome.Issuing.ToPem());
        openssl.Write("root.crl", outcome.RootList);

        Assert.Contains("issuing.pem: OK", openssl.Run($"verify -x509_strict -CAfile root.pem -CRLfile root.crl -crl_check -attime {PkiGiven.Now.ToUnixTimeSeconds() + 60} issuing.pem"), StringComparison.Ordinal);
        Assert.Equal(Plan.Arc.All(Realm.Live), outcome.Issuing.Tbs.Policies);
    }

    [Fact]
    public async Task OpenSSL_accepts_a_request_and_a_request_for_a_key_that_it_cannot_sign_with_is_refused()
    {
        using var store = new InMemoryKeyStore();
        var request = await Request(store);
        using var openssl = OpenSsl.Here();
        openssl.Write("issuing.request", request.ToPem());

        Assert.Contains("verify OK", openssl.Run("req -in issuing.request -noout -verify"), StringComparison.Ordinal);

        var forged = request.Der.ToArray();
        forged[^1] ^= 1;
        Assert.Equal("RequestProvesPossession", CertificationRequest.Read((request with { Der = forged }).ToPem()).Findings[0].Rule);
        Assert.False(CertificationRequest.Read("nothing").Passed);
    }

    [Fact]
    public async Task The_root_opens_with_enough_shares_for_its_next_list_and_with_nothing_else()
    {
        using var store = new InMemoryKeyStore();
        var outcome = await Hold(store);
        var others = SecretSharing.Split(RandomNumberGenerator.GetBytes(32), 3, 5);
        var keyName = KeyName.Parse(Plan.RootSlug);
        using var meeting = new InMemoryKeyStore();

        Assert.False(outcome.Sealed.TryOpen(keyName, [.. outcome.Shares.Take(2)], meeting));
        Assert.False(outcome.Sealed.TryOpen(keyName, [.. others.Take(3)], meeting));
        Assert.False(outcome.Sealed.TryOpen(keyName, [.. outcome.Shares.Take(2), others[2]], meeting));
        Assert.True(outcome.Sealed.TryOpen(keyName, [.. outcome.Shares.TakeLast(3)], meeting));

        var session = new RootSession(outcome.Root, keyName, meeting);
        var later = PkiGiven.Now.AddDays(300);
        var revoked = new RevokedCertificate(SerialNumber.Create(), later, RevocationReason.Superseded);
        var list = ParsedCrl.Parse((await session.ListAsync(2, [revoked], later, default)).Value);
        Assert.Equal(2, list.Number);
        Assert.Equal(revoked, Assert.Single(list.ReadEntries()));
        Assert.Null(RevocationLists.WhyNotUsable(list, outcome.Root, later));
    }

    [Fact]
    public async Task A_plan_that_cannot_hold_is_refused_before_any_key_is_made()
    {
        using var store = new InMemoryKeyStore();
        var request = await Request(store);
        foreach (var plan in new[]
        {
            Plan with { SharesNeeded = 1 }, Plan with { Shares = 2 }, Plan with { Shares = 17 }, Plan with { Arc = PolicyArc.Example },
            Plan with { Origin = new Uri("https://pki.example") }, Plan with { SubjectParent = DistinguishedName.Empty }, Plan with { RootSlug = "../root" },
        })
        {
            Assert.Equal("PlanHolds", (await KeyCeremony.HoldAsync(plan, request, PkiGiven.Now, default)).Findings[0].Rule);
        }
    }

    private static async Task<CeremonyOutcome> Hold(InMemoryKeyStore store) => (await KeyCeremony.HoldAsync(Plan, await Request(store), PkiGiven.Now, default)).Value;

    private static async Task<CertificationRequest> Request(InMemoryKeyStore store)
    {
        await store.CreateKeyAsync(IssuingKey, KeyKind.EcP256, default);
        return CertificationRequest.Read((await CertificationRequest.CreateAsync("live-issuing-1", IssuingKey, store, default)).ToPem()).Value;
    }
}
