using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Revocation;
using CareIdentity.Pki.Validation;
using CareIdentity.Tests.Pki;
using Xunit;

namespace CareIdentity.Tests.Pki.Revocation;

public sealed class RevocationListsTests
{
    private static readonly CrlDetails Details = new() { Number = 1, ThisUpdate = PkiGiven.Now, NextUpdate = PkiGiven.Now.AddDays(5) };

    [Theory]
    [InlineData(RevocationReason.KeyCompromise, RevocationState.Revoked)]
    [InlineData(RevocationReason.Unspecified, RevocationState.Revoked)]
    [InlineData(RevocationReason.CertificateHold, RevocationState.OnHold)]
    public async Task What_was_written_is_what_is_read(RevocationReason reason, RevocationState expected)
    {
        using var given = await PkiGiven.AHierarchy();
        var (revoked, good) = (await given.ACard(), await given.ACard());
        var list = await Crl(given, Details, new RevokedCertificate(Serial(revoked), PkiGiven.Now, reason), new(SerialNumber.Create(), PkiGiven.Now, RevocationReason.Superseded));
        var lists = new RevocationLists([list]);

        Assert.Equal(2, list.Count);
        Assert.Equal(reason, list.Find(revoked.Tbs.SerialNumberContent.Span));
        Assert.Equal(expected, lists.StateOf(revoked, given.Hierarchy.Issuing, PkiGiven.Now));
        Assert.Equal(RevocationState.Good, lists.StateOf(good, given.Hierarchy.Issuing, PkiGiven.Now));
    }

    [Fact]
    public async Task A_stale_list_and_one_from_the_future_say_nothing()
    {
        using var given = await PkiGiven.AHierarchy();
        var card = await given.ACard();
        var lists = new RevocationLists([await Crl(given, Details)]);

        Assert.Equal(RevocationState.Unknown, lists.StateOf(card, given.Hierarchy.Issuing, Details.ThisUpdate.AddSeconds(-1)));
        Assert.Equal(RevocationState.Good, lists.StateOf(card, given.Hierarchy.Issuing, Details.NextUpdate));
        Assert.Equal(RevocationState.Unknown, lists.StateOf(card, given.Hierarchy.Issuing, Details.NextUpdate.AddSeconds(1)));
    }

    [Fact]
    public async Task A_shard_speaks_only_for_the_certificates_that_point_to_it()
    {
        using var given = await PkiGiven.AHierarchy();
        var card = await given.ACard();
        var own = await Crl(given, Details with { Shard = new Uri("http://pki.example/training.crl") });
        var other = await Crl(given, Details with { Shard = new Uri("http://pki.example/other.crl") });

        Assert.Equal(RevocationState.Good, new RevocationLists([own]).StateOf(card, given.Hierarchy.Issuing, PkiGiven.Now));
        Assert.Equal(RevocationState.Unknown, new RevocationLists([other]).StateOf(card, given.Hierarchy.Issuing, PkiGiven.Now));
        Assert.Equal(RevocationState.Good, new RevocationLists([other, own]).StateOf(card, given.Hierarchy.Issuing, PkiGiven.Now));
    }

    [Fact]
    public async Task A_list_of_another_authority_with_the_same_name_says_nothing()
    {
        using var given = await PkiGiven.AHierarchy();
        using var impostor = await PkiGiven.AHierarchy();

        var finding = RevocationLists.WhyNotUsable(await Crl(impostor, Details), given.Hierarchy.Issuing, PkiGiven.Now);

        Assert.Equal("ListIsSigned", finding?.Rule);
    }

    [Fact]
    public async Task One_changed_octet_anywhere_in_a_list_makes_it_useless()
    {
        using var given = await PkiGiven.AHierarchy();
        var card = await given.ACard();
        var der = (await Crl(given, Details, new RevokedCertificate(SerialNumber.Create(), PkiGiven.Now, RevocationReason.Superseded))).Der.ToArray();

        for (var i = 0; i < der.Length; i++)
        {
            var changed = (byte[])der.Clone();
            changed[i] ^= 0x01;
            Assert.True(StateOf(changed, card, given) == RevocationState.Unknown, $"octet {i}");
        }
    }

    [Fact]
    public async Task The_roots_list_takes_an_issuing_authority_out_of_every_path()
    {
        using var given = await PkiGiven.AHierarchy();
        using var root = (await Issuer.LoadAsync(given.Hierarchy.Root, TrainingHierarchy.RootKey, given.KeyStore, default)).Value;
        var revoked = new RevokedCertificate(Serial(given.Hierarchy.Issuing), PkiGiven.Now, RevocationReason.AuthorityCompromise);
        var lists = new RevocationLists([ParsedCrl.Parse((await CrlWriter.WriteAsync(root, Details, [revoked], default)).Value)]);
        using var validator = new PathValidator(
            [given.Hierarchy.Root],
            [given.Hierarchy.Issuing],
            PathRequirements.ForSignIn(CareIdentity.Pki.Profiles.PolicyArc.Example, CareIdentity.Pki.Profiles.Realm.Training),
            (certificate, issuer, at) => certificate.Tbs.IsAuthority ? lists.StateOf(certificate, issuer, at) : RevocationState.Good);

        var verdict = validator.Validate(await given.ACard(), PkiGiven.Now);

        Assert.Equal("CertificateIsNotRevoked", verdict.Finding?.Rule);
        Assert.Same(given.Hierarchy.Issuing, verdict.Refused);
    }

    private static RevocationState StateOf(byte[] der, ParsedCertificate card, PkiGiven given)
    {
        try
        {
            return new RevocationLists([ParsedCrl.Parse(der)]).StateOf(card, given.Hierarchy.Issuing, PkiGiven.Now);
        }
        catch (PkiFormatException)
        {
            return RevocationState.Unknown;
        }
    }

    private static async Task<ParsedCrl> Crl(PkiGiven given, CrlDetails details, params RevokedCertificate[] revoked) =>
        ParsedCrl.Parse((await CrlWriter.WriteAsync(given.Issuer, details, revoked, default)).Value);

    private static SerialNumber Serial(ParsedCertificate certificate) =>
        SerialNumber.TryRead(certificate.Tbs.SerialNumberContent.Span, out var serial) ? serial : throw new InvalidOperationException();
}
