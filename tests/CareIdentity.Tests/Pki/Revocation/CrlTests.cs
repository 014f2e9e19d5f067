using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Revocation;
using CareIdentity.Tests.Pki;
using Xunit;

namespace CareIdentity.Tests.Pki.Revocation;

public sealed class CrlTests
{
    private static readonly CrlDetails Details = new() { Number = 7, ThisUpdate = PkiGiven.Now, NextUpdate = PkiGiven.Now.AddDays(2) };

    [Fact]
    public async Task OpenSSL_verifies_the_list_and_shows_its_entries()
    {
        using var given = await PkiGiven.AHierarchy();
        var serial = SerialNumber.Create();
        var list = await CrlWriter.WriteAsync(given.Issuer, Details, [new(serial, PkiGiven.Now.AddDays(-1), RevocationReason.KeyCompromise)], default);
        using var openssl = OpenSsl.Here();
        openssl.Write("issuing.pem", given.Hierarchy.Issuing.ToPem());
        openssl.Write("root.pem", given.Hierarchy.Root.ToPem());
        openssl.Write("list.crl", list.Value);

        var text = openssl.Run("crl -inform DER -in list.crl -CAfile issuing.pem -noout -text");

        Assert.Contains("verify OK", text, StringComparison.Ordinal);
        Assert.Contains(serial.ToString().ToUpperInvariant(), text, StringComparison.Ordinal);
        Assert.Contains("Key Compromise", text, StringComparison.Ordinal);
        Assert.Contains("X509v3 CRL Number: \n                7\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenSSL_refuses_a_card_that_is_on_the_list_and_accepts_one_that_is_not()
    {
        using var given = await PkiGiven.AHierarchy();
        var (revoked, good) = (await given.ACard(), await given.ACard());
        Assert.True(SerialNumber.TryRead(revoked.Tbs.SerialNumberContent.Span, out var serial));
        var list = await CrlWriter.WriteAsync(given.Issuer, Details, [new(serial, PkiGiven.Now, RevocationReason.Superseded)], default);
        using var rootIssuer = (await Issuer.LoadAsync(given.Hierarchy.Root, TrainingHierarchy.RootKey, given.KeyStore, default)).Value;
        var rootList = await CrlWriter.WriteAsync(rootIssuer, Details with { NextUpdate = PkiGiven.Now.AddDays(200) }, [], default);
        using var openssl = OpenSsl.Here();
        openssl.Write("all.pem", given.Hierarchy.Root.ToPem() + "\n" + PemEncoding.WriteString("X509 CRL", list.Value) + "\n" + PemEncoding.WriteString("X509 CRL", rootList.Value));
        openssl.Write("issuing.pem", given.Hierarchy.Issuing.ToPem());
        openssl.Write("revoked.pem", revoked.ToPem());
        openssl.Write("good.pem", good.ToPem());
        var command = $"verify -crl_check_all -attime {PkiGiven.Now.ToUnixTimeSeconds()} -CAfile all.pem -untrusted issuing.pem ";

        Assert.Contains("good.pem: OK", openssl.Run(command + "good.pem"), StringComparison.Ordinal);
        Assert.Contains("certificate revoked", openssl.Run(command + "revoked.pem"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5000)]
    public async Task Dotnet_reads_a_list_of_any_length(int count)
    {
        using var given = await PkiGiven.AHierarchy();
        var list = await CrlWriter.WriteAsync(given.Issuer, Details, Entries(count), default);

        CertificateRevocationListBuilder.Load(list.Value, out var number);

        Assert.Equal(7, number);
        // The builder can be asked about one serial at a time only.
        var reader = CertificateRevocationListBuilder.Load(list.Value, out _);
        Assert.All(Entries(Math.Min(count, 5)), entry => Assert.True(reader.RemoveEntry(entry.SerialNumber.Value.Span)));
    }

    [Fact]
    public async Task A_list_streams_through_a_spool_and_holds_on_to_no_entry()
    {
        using var given = await PkiGiven.AHierarchy();
        var path = Path.GetTempFileName();
        await using var spool = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);
        const int Count = 200_000;
        var passed = new List<WeakReference>();

        var written = (await CrlWriter.WriteAsync(given.Issuer, Details, Watched(Count, passed), spool, System.IO.Stream.Null, default)).Value;

        Assert.Equal(Count, written.Entries);
    }

    [Theory]
    [InlineData(11, "NextUpdateIsInTime")]
    [InlineData(0, "NextUpdateIsInTime")]
    public async Task A_list_that_is_valid_for_too_long_or_not_at_all_is_not_signed(int days, string rule)
    {
        using var given = await PkiGiven.AHierarchy();

        var refused = await CrlWriter.WriteAsync(given.Issuer, Details with { NextUpdate = PkiGiven.Now.AddDays(days) }, [], default);

        Assert.Equal(rule, Assert.Single(refused.Findings).Rule);
    }

    [Fact]
    public async Task A_shard_says_critically_which_part_it_is()
    {
        using var given = await PkiGiven.AHierarchy();
        var list = await CrlWriter.WriteAsync(given.Issuer, Details with { Shard = new Uri("http://pki.example/crl/17.crl") }, [], default);
        using var openssl = OpenSsl.Here();
        openssl.Write("list.crl", list.Value);

        var text = openssl.Run("crl -inform DER -in list.crl -noout -text");

        Assert.Contains("X509v3 Issuing Distribution Point: critical", text, StringComparison.Ordinal);
        Assert.Contains("URI:http://pki.example/crl/17.crl", text, StringComparison.Ordinal);
        Assert.Contains("Only User Certificates", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificates_spread_evenly_over_shards_and_stay_where_they_are()
    {
        var counts = new int[16];
        for (var i = 0; i < 16_000; i++)
        {
            var serial = SerialNumber.Create();
            counts[CrlShard.Of(serial, 16).Number - 1]++;
            Assert.Equal(CrlShard.Of(serial, 16), CrlShard.Of(SerialNumber.Parse(serial.ToString()), 16));
        }

        // Six standard deviations around a thousand.
        Assert.All(counts, count => Assert.InRange(count, 815, 1185));
    }

    [Fact]
    public async Task A_list_with_an_entry_from_the_future_is_not_signed()
    {
        using var given = await PkiGiven.AHierarchy();

        var refused = await CrlWriter.WriteAsync(given.Issuer, Details, [new(SerialNumber.Create(), PkiGiven.Now.AddSeconds(1), RevocationReason.Superseded)], default);

        Assert.Equal("EntryIsNotLaterThanTheList", Assert.Single(refused.Findings).Rule);
    }

    [Theory]
    [InlineData(RevocationParty.Holder, RevocationReason.KeyCompromise, true)]
    [InlineData(RevocationParty.Holder, RevocationReason.PrivilegeWithdrawn, false)]
    [InlineData(RevocationParty.Organisation, RevocationReason.CertificateHold, true)]
    [InlineData(RevocationParty.Organisation, RevocationReason.PrivilegeWithdrawn, false)]
    [InlineData(RevocationParty.RegistrationAuthority, RevocationReason.PrivilegeWithdrawn, true)]
    [InlineData(RevocationParty.RegistrationAuthority, RevocationReason.AuthorityCompromise, false)]
    [InlineData(RevocationParty.Operator, RevocationReason.AuthorityCompromise, true)]
    [InlineData(RevocationParty.Service, RevocationReason.KeyCompromise, false)]
    public void A_reason_is_given_by_those_who_can_know_it(RevocationParty party, RevocationReason reason, bool may) =>
        Assert.Equal(may, RevocationReasons.MayBeGivenBy(party, reason));

    [Fact]
    public void Nobody_gives_a_reason_that_only_delta_lists_and_attribute_authorities_have() =>
        Assert.All(Enum.GetValues<RevocationParty>(), party =>
        {
            Assert.False(RevocationReasons.MayBeGivenBy(party, RevocationReason.RemoveFromCrl));
            Assert.False(RevocationReasons.MayBeGivenBy(party, RevocationReason.AttributeAuthorityCompromise));
        });

    private static IEnumerable<RevokedCertificate> Entries(int count)
    {
        var random = new SeededOctets(42);
        for (var i = 0; i < count; i++)
        {
            var octets = new byte[SerialNumber.Octets];
            for (var j = 0; j < octets.Length; j++)
            {
                octets[j] = random.Next();
            }

            yield return new(SerialNumber.FromRandom(octets), PkiGiven.Now.AddMinutes(-i), (RevocationReason)(i % 6));
        }
    }

    /// <summary>Entries of which every thousandth is watched: before the last is given, the earlier ones must be gone from memory.</summary>
    private static async IAsyncEnumerable<RevokedCertificate> Watched(int count, List<WeakReference> passed)
    {
        for (var i = 1; i < count; i++)
        {
            yield return Next(i % 1000 == 0 ? passed : null);
        }

        GC.Collect();
        Assert.Equal(count / 1000 - 1, passed.Count);
        Assert.InRange(passed.Count(entry => entry.IsAlive), 0, 2);
        yield return Next(null);
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_mutated_list_is_read_or_refused_and_nothing_else_happens()
    {
        using var given = await PkiGiven.AHierarchy();
        var entries = Enumerable.Range(0, 4).Select(i => new RevokedCertificate(SerialNumber.Create(), PkiGiven.Now.AddDays(-i), (RevocationReason)i));
        var shard = Details with { Shard = new Uri("http://pki.example/1.crl") };
        var seed = (await CrlWriter.WriteAsync(given.Issuer, shard, entries, default)).Value;
        var random = new SeededOctets(5280);
        var (read, refused) = (0, 0);
        for (var round = 0; round < 20_000; round++)
        {
            var mutated = (byte[])seed.Clone();
            for (var changes = 1 + random.Below(3); changes > 0; changes--)
            {
                mutated[random.Below(mutated.Length)] = random.Next();
            }

            try
            {
                var list = ParsedCrl.Parse(mutated);
                _ = list.ReadEntries();
                _ = list.Number;
                // Whatever was changed: it is not the issuer's any more.
                Assert.NotNull(mutated.AsSpan().SequenceEqual(seed) ? this : RevocationLists.WhyNotUsable(list, given.Hierarchy.Issuing, PkiGiven.Now));
                read++;
            }
            catch (CareIdentity.Pki.Encoding.PkiFormatException)
            {
                refused++;
            }
        }

        Assert.True(read > 0 && refused > 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // A local of the caller would keep what is watched.
    private static RevokedCertificate Next(List<WeakReference>? watched)
    {
        var entry = new RevokedCertificate(SerialNumber.Create(), PkiGiven.Now, RevocationReason.Superseded);
        if (watched is not null && MemoryMarshal.TryGetArray(entry.SerialNumber.Value, out var octets))
        {
            watched.Add(new WeakReference(octets.Array));
        }

        return entry;
    }
}
