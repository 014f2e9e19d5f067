using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Profiles;
using Xunit;

namespace CareIdentity.Tests.Pki.Profiles;

public sealed class ProfileTests
{
    private static readonly ProfileOptions Card = new() { Purpose = CertificatePurpose.CardAuthentication, Realm = Realm.Live };

    [Fact]
    public void A_card_lives_two_years_unless_told_otherwise() => Assert.Equal(Lifetime.OfYears(2), CertificateProfile.Create(Card).Value.Lifetime);

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(0, false)]
    [InlineData(4, false)]
    [InlineData(-1, false)]
    public void A_card_lives_one_to_three_years(int years, bool allowed)
    {
        var outcome = CertificateProfile.Create(Card with { Lifetime = Lifetime.OfYears(years) });

        Assert.Equal(allowed, outcome.Passed);
        Assert.Equal(allowed ? [] : ["LifetimeIsAllowed"], outcome.Findings.Select(f => f.Rule));
    }

    [Fact]
    public void A_lifetime_that_begins_on_a_leap_day_ends_on_the_day_before_the_first_of_March() =>
        Assert.Equal(
            new DateTimeOffset(2033, 2, 28, 11, 59, 59, TimeSpan.Zero),
            Lifetime.OfYears(1).EndOf(new DateTimeOffset(2032, 2, 29, 12, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData("https://pki.example/ca.crl")]
    [InlineData("ldap://pki.example/ca.crl")]
    [InlineData("http://user@pki.example/ca.crl")]
    public void An_address_that_is_not_plain_http_is_refused(string address)
    {
        var outcome = CertificateProfile.Create(Card with { CrlDistributionPoint = new Uri(address) });

        Assert.Equal("AddressIsPlainHttp", Assert.Single(outcome.Findings).Rule);
    }

    [Fact]
    public void Everything_that_is_wrong_is_reported_at_once_each_with_its_authority()
    {
        var outcome = CertificateProfile.Create(Card with
        {
            Lifetime = Lifetime.OfYears(9),
            Ocsp = new Uri("https://pki.example/"),
            PermittedSubtree = DistinguishedName.Of((Oids.Organisation, "x")),
            SubjectParent = DistinguishedName.Of((Oids.CommonName, "Dr A. Person")),
        });

        Assert.Equal(["LifetimeIsAllowed", "AddressIsPlainHttp", "IssuingAuthorityIsConstrained", "ParentNamesNobody"], outcome.Findings.Select(f => f.Rule));
        Assert.All(outcome.Findings, finding => Assert.NotEmpty(finding.Citation));
    }

    [Fact]
    public void An_issuing_authority_without_a_subtree_is_refused()
    {
        var outcome = CertificateProfile.Create(new() { Purpose = CertificatePurpose.IssuingAuthority, Realm = Realm.Live });

        Assert.Equal("IssuingAuthorityIsConstrained", Assert.Single(outcome.Findings).Rule);
    }

    [Fact]
    public void A_root_points_nowhere()
    {
        var outcome = CertificateProfile.Create(new() { Purpose = CertificatePurpose.RootAuthority, Realm = Realm.Live, Ocsp = new Uri("http://pki.example/") });

        Assert.Equal("RootPointsNowhere", Assert.Single(outcome.Findings).Rule);
    }

    [Fact]
    public void Training_live_and_temporary_cards_have_different_policies()
    {
        var policies = new[]
        {
            CertificateProfile.Create(Card).Value.Policies,
            CertificateProfile.Create(Card with { IsTemporaryAccessCard = true }).Value.Policies,
            CertificateProfile.Create(Card with { Realm = Realm.Training }).Value.Policies,
            CertificateProfile.Create(Card with { Realm = Realm.Training, IsTemporaryAccessCard = true }).Value.Policies,
        };

        Assert.Equal(4, policies.Select(p => Assert.Single(p)).Distinct().Count());
    }

    [Fact]
    public void The_operators_own_arc_replaces_the_placeholder()
    {
        var arc = new PolicyArc(ObjectIdentifier.Parse("1.2.826.0.1.9999.7"));

        Assert.Equal("1.2.826.0.1.9999.7.1.1", Assert.Single(CertificateProfile.Create(Card with { Arc = arc }).Value.Policies).ToString());
    }

    [Fact]
    public void Only_a_card_names_a_person()
    {
        var signer = CertificateProfile.Create(new() { Purpose = CertificatePurpose.OcspSigning, Realm = Realm.Live }).Value;

        Assert.Throws<InvalidOperationException>(() => signer.SubjectFor(SubjectUuid.Parse("555012345678")));
    }
}
