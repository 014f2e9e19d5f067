using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Ocsp;
using CareIdentity.Pki.Revocation;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using CareIdentity.Tests.Pki.Ocsp;
using Microsoft.EntityFrameworkCore;
using static CareIdentity.Tests.Certificates.StatusQuestions;

namespace CareIdentity.Tests.Certificates;

/// <summary>What is answered about certificates, and how soon after something happened.</summary>
public sealed class StatusAnswersTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task A_revocation_is_answered_at_once_and_its_event_is_in_the_same_commit(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var card = (await OnRecord(given))[0];
        Assert.Equal("good", await Ask(given, card));

        await Change(given, register => register.RevokeOfCardAsync(card.SmartcardId, null, RevocationReason.KeyCompromise, RaAgent, Test, None));

        Assert.Equal("revoked 1", await Ask(given, card));
        Assert.Equal(2, await given.Ra.InDb(db => db.AuditEvents.CountAsync(e => e.Type == nameof(CertificateRevoked))));
    }

    [Theory]
    [EveryEngine]
    public async Task A_revocation_by_another_node_is_answered_when_the_lookout_is_over(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var card = (await OnRecord(given))[0];
        using var keysOfTheOther = new InMemoryKeyStore();
        using var meterOfTheOther = new PkiMeter(given.Ra.Clock);
        using var answersOfTheOther = new StatusAnswers(null!, keysOfTheOther, new CertificateOptions(), meterOfTheOther, given.Ra.Clock);
        Assert.Equal("good", await Ask(given, card));

        await Change(given, answersOfTheOther, register => register.RevokeOfCardAsync(card.SmartcardId, null, RevocationReason.KeyCompromise, RaAgent, Test, None));
        given.Ra.Clock.Advance(StatusAnswers.Lookout);

        Assert.Equal("revoked 1", await Ask(given, card));
    }

    [Theory]
    [EveryEngine]
    public async Task A_suspended_card_is_on_hold_until_it_is_released_and_only_a_hold_is_released(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var card = (await OnRecord(given))[0];

        await Change(given, register => register.HoldOfCardAsync(card.SmartcardId, Actor.Service, Test, None));
        Assert.Equal("revoked 6", await Ask(given, card));

        await Change(given, register => register.ReleaseOfCardAsync(card.SmartcardId, Actor.Service, Test, None));
        Assert.Equal("good", await Ask(given, card));

        await Change(given, register => register.HoldOfCardAsync(card.SmartcardId, Actor.Service, Test, None));
        var since = (await OnRecord(given))[0].RevokedAt;
        given.Ra.Clock.Advance(TimeSpan.FromHours(1));
        await Change(given, register => register.RevokeOfCardAsync(card.SmartcardId, null, RevocationReason.KeyCompromise, RaAgent, Test, None));
        Assert.Equal("revoked 1", await Ask(given, card));
        Assert.Equal(since, (await OnRecord(given))[0].RevokedAt);

        await Change(given, register => register.ReleaseOfCardAsync(card.SmartcardId, RaAgent, Test, None));
        Assert.Equal("revoked 1", await Ask(given, card));
    }

    [Theory]
    [EveryEngine]
    public async Task A_signer_is_replaced_when_a_third_of_its_life_is_left_and_not_before(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        given.Ra.Clock.Advance(TimeSpan.FromDays(19));
        Assert.Equal(0, (await Keep(given)).SignersRenewed);

        given.Ra.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(2, (await Keep(given)).SignersRenewed);
        Assert.Equal(0, (await Keep(given)).SignersRenewed);
    }

    [Theory]
    [EveryEngine]
    public async Task Several_certificates_are_answered_in_one_response_with_the_nonce_repeated(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var cards = await OnRecord(given);
        var issuing = await Issuing(given);
        byte[] nonce = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
        var request = OcspOctets.Request(issuing, [.. cards.Select(c => SerialNumber.Parse(c.Serial)), SerialNumber.Create()], nonce, sha256: true);

        var answer = await given.Ra.With(async (StatusAnswers answers) => await answers.AnswerAsync(request, None));

        Assert.Equal(["good", "good", "unknown"], OcspOctets.Statuses(answer.Der));
        Assert.NotEqual(-1, answer.Der.Span.IndexOf(nonce));
        Assert.Null(answer.NextUpdate);
    }

    [Theory]
    [EveryEngine]
    public async Task An_answer_is_signed_once_for_everybody_who_asks_alike_until_half_its_time_is_over(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var request = OcspOctets.Request(await Issuing(given), [SerialNumber.Parse((await OnRecord(given))[0].Serial)], null, sha256: false);
        Task<StatusAnswer> Answer() => given.Ra.With(async (StatusAnswers answers) => await answers.AnswerAsync(request, None));
        var first = await Answer();

        given.Ra.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Same(first, await Answer());
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(2));

        var second = await Answer();
        Assert.NotSame(first, second);
        Assert.True(second.ThisUpdate > first.ThisUpdate);
        Assert.Same(second, await given.Ra.With(async (StatusAnswers answers) => await answers.AnswerAsync(Convert.ToBase64String(request), None)));
    }

    [Theory]
    [EveryEngine]
    public async Task What_was_asked_for_is_signed_anew_before_it_runs_out_and_a_revocation_is_not_lost_by_it(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var card = (await OnRecord(given))[0];
        var request = OcspOctets.Request(await Issuing(given), [SerialNumber.Parse(card.Serial)], null, sha256: false);
        Task<StatusAnswer> Answer() => given.Ra.With(async (StatusAnswers answers) => await answers.AnswerAsync(request, None));
        Task<int> Refresh(int most = 100) => given.Ra.With((StatusAnswers answers) => answers.RefreshAsync(TimeSpan.FromMinutes(8), most, None));
        var first = await Answer();

        given.Ra.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(0, await Refresh());
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(0, await Refresh(most: 0));
        Assert.Equal(1, await Refresh());

        given.Ra.Clock.Advance(TimeSpan.FromMinutes(20));
        var second = await Answer();
        Assert.Equal(first.ThisUpdate!.Value.AddMinutes(24), second.ThisUpdate);

        await Change(given, register => register.RevokeOfCardAsync(card.SmartcardId, null, RevocationReason.KeyCompromise, RaAgent, Test, None));
        await Refresh();
        Assert.Equal("revoked 1", await Ask(given, card));
    }

    [Theory]
    [EveryEngine]
    public async Task The_meter_shows_what_is_left_and_how_it_was_answered(EngineUnderTest engine)
    {
        var shown = new Dictionary<string, double>();
        void Show<T>(System.Diagnostics.Metrics.Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
            where T : struct, IConvertible => shown[$"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"] = value.ToDouble(null);
        await using var given = await WithACard(engine);
        var mine = await given.Ra.With((PkiMeter meter) => Task.FromResult(meter));
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (mine.Owns(instrument))
            {
                to.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>(Show);
        listener.SetMeasurementEventCallback<int>(Show);
        listener.SetMeasurementEventCallback<double>(Show);
        listener.Start();
        mine.Show(await Health(given));
        given.Ra.Clock.Advance(TimeSpan.FromDays(1));

        var card = (await OnRecord(given))[0];
        await Ask(given, card);
        listener.RecordObservableInstruments();

        var signer = (await Health(given)).Authorities.Single(a => a.Slug == "training-issuing").SignerUntil!.Value;
        Assert.Equal((signer - given.Ra.Clock.GetUtcNow()).TotalSeconds, shown["cis.pki.signer.left training-issuing"]);
        Assert.Equal(1, shown["cis.ocsp.answers signed"]);
        Assert.Equal((0, 0), (shown["cis.pki.list.entries training-issuing"], shown["cis.pki.warnings True"]));
        await Ask(given, card);
        Assert.Equal(1, shown["cis.ocsp.answers ready"]);
        Assert.DoesNotContain("cis.ocsp.oldest training-issuing", shown.Keys);

        given.Ra.Clock.Advance(TimeSpan.FromMinutes(5));
        await Ask(given, (await OnRecord(given))[1]);
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(2));
        mine.Show(await Health(given));
        listener.RecordObservableInstruments();
        Assert.Equal(7 * 60, shown["cis.ocsp.oldest training-issuing"]);
        Assert.DoesNotContain("cis.ocsp.oldest training-root", shown.Keys);
    }

    /// <summary>RFC 6960 §2.2: revoked, on hold, since 1970. Not kept by anybody: the number may be issued a moment later.</summary>
    [Theory]
    [EveryEngine]
    public async Task What_was_never_issued_is_answered_as_revoked_only_where_the_operator_says_so(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine, options: new CertificateOptions { RevokedForNeverIssued = true });
        var (card, issuing) = ((await OnRecord(given))[0], await Issuing(given));
        var request = OcspOctets.Request(issuing, [SerialNumber.Create()], null, sha256: false);
        Task<StatusAnswer> Answer() => given.Ra.With(async (StatusAnswers answers) => await answers.AnswerAsync(request, None));
        var first = await Answer();

        Assert.Equal(["revoked 6"], OcspOctets.Statuses(first.Der));
        Assert.Null(first.NextUpdate);
        Assert.NotSame(first, await Answer());
        Assert.Equal("good", await Ask(given, card));

        // Reserved counts as never issued, and is good as soon as it is handed over.
        await given.Ra.InDb(db => db.Database.ExecuteSqlAsync($"update certificates set status = 'Reserved' where serial = {card.Serial}"));
        await given.Ra.With((StatusAnswers answers) =>
        {
            answers.Forget(card.IssuerId, card.Serial);
            return Task.FromResult(true);
        });
        Assert.Equal("revoked 6", await Ask(given, card));
        await given.Ra.InDb(db => db.Database.ExecuteSqlAsync($"update certificates set status = 'Active' where serial = {card.Serial}"));
        Assert.Equal("good", await Ask(given, card));
    }

    [Theory]
    [EveryEngine]
    public async Task Nonsense_and_other_authorities_get_their_error_status(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        using var stranger = await Tests.Pki.PkiGiven.AHierarchy();
        var foreign = OcspOctets.Request(stranger.Hierarchy.Issuing, [SerialNumber.Create()], null, sha256: false);

        Assert.Equal("malformed", await Say(given, [1, 2, 3]));
        Assert.Equal("malformed", await Say(given, new byte[OcspRequest.MostOctets + 1]));
        Assert.Equal("unauthorised", await Say(given, foreign));
    }
}
