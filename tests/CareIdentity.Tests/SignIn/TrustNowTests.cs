using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.SignIn;
using CareIdentity.Smartcards;

namespace CareIdentity.Tests.SignIn;

public sealed class TrustNowTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero);

    private static readonly TrustFacts Good = new()
    {
        Profile = ProfileState.Verified,
        Card = SmartcardState.Active,
        CardSerial = CardSerial.Parse("0912345678"),
        Certificate = CertificateStatus.Active,
        NotBefore = Now.AddYears(-1),
        NotAfter = Now.AddYears(1),
    };

    private static readonly SessionFacts Open = new(Now.AddMinutes(-1), Now.AddHours(1), null);

    [Fact]
    public void Only_one_combination_of_states_signs_in()
    {
        var trusted =
            from profile in Enum.GetValues<ProfileState>()
            from card in Enum.GetValues<SmartcardState>()
            from certificate in Enum.GetValues<CertificateStatus>()
            where Decide(Good with { Profile = profile, Card = card, Certificate = certificate }) is null
            select (profile, card, certificate);

        // An unverified person (migrated, restricted) may see their own profile; what they may do is for the authority to say.
        Assert.Equal(
            [(ProfileState.Unverified, SmartcardState.Active, CertificateStatus.Active), (ProfileState.Verified, SmartcardState.Active, CertificateStatus.Active)],
            trusted);
    }

    [Fact]
    public void A_card_that_locks_stops_signing_in_and_not_the_session_it_opened()
    {
        Assert.Equal("signin.card-locked", Decide(Good with { Card = SmartcardState.Locked })?.Code);
        Assert.Null(Decide(Good with { Card = SmartcardState.Locked, Session = Open }));
        Assert.Equal("signin.card-cancelled", Decide(Good with { Card = SmartcardState.Cancelled, Session = Open })?.Code);
        Assert.Equal("signin.profile-closed", Decide(Good with { Profile = ProfileState.Closed, Session = Open })?.Code);
        Assert.Equal("signin.certificate-revoked", Decide(Good with { Certificate = CertificateStatus.Revoked, Session = Open })?.Code);
    }

    [Fact]
    public void The_last_second_of_a_certificate_still_works()
    {
        Assert.Null(Decide(Good with { NotAfter = Now }));
        Assert.Null(Decide(Good with { NotAfter = Now.AddMilliseconds(-999) }));
        Assert.Equal("signin.certificate-expired", Decide(Good with { NotAfter = Now.AddSeconds(-1) })?.Code);
        Assert.Null(Decide(Good with { NotBefore = Now }));
        Assert.Equal("signin.certificate-not-yet-valid", Decide(Good with { NotBefore = Now.AddSeconds(1) })?.Code);
    }

    [Fact]
    public void A_session_ends_by_its_end_by_idleness_and_by_being_ended()
    {
        Assert.Equal("signin.session-ended", Decide(Good with { Session = Open with { EndedAt = Now } })?.Code);
        Assert.Equal("signin.session-over", Decide(Good with { Session = Open with { EndsAt = Now } })?.Code);
        Assert.Equal("signin.session-idle", Decide(Good with { Session = Open with { LastSeenAt = Now.AddMinutes(-15) } })?.Code);
        Assert.Null(Decide(Good with { Session = Open with { LastSeenAt = Now.AddMinutes(-14) } }));
    }

    [Fact]
    public void Every_series_of_the_policy_is_refused_and_no_other()
    {
        var refused = Enumerable.Range(1, 10).Select(series => $"{series:D2}").Where(series => Decide(Good with { CardSerial = CardSerial.Parse(series + "12345678") }) is not null);

        Assert.Equal(new RaPolicy().RetiredSeries, refused);
    }

    private static Refusal? Decide(TrustFacts facts) => TrustNow.Decide(facts, Now, new RaPolicy());
}
