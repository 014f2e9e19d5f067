using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.Pki.Ceremony;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Ocsp;
using CareIdentity.Pki.Profiles;
using CareIdentity.Pki.Revocation;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using CareIdentity.Tests.Pki.Ocsp;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Certificates;

/// <summary>What is answered about certificates, and how soon after something happened.</summary>
public sealed class StatusAnswersTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Reason Test = new("test");

    /// <summary>The Registration Authority, whose reasons these are.</summary>
    private static readonly Actor Agent = new() { ProfileId = Guid.Parse("0197a000-0000-7000-8000-000000000001"), Name = "An RA Agent" };

    [Theory]
    [EveryEngine]
    public async Task A_revocation_is_answered_at_once_and_its_event_is_in_the_same_commit(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var card = (await Cards(given))[0];
        Assert.Equal("good", await Ask(given, card));

        await Change(given, register => register.RevokeOfCardAsync(card.SmartcardId, null, RevocationReason.KeyCompromise, Agent, Test, None));

        Assert.Equal("revoked 1", await Ask(given, card));
        Assert.Equal(2, await given.Ra.InDb(db => db.AuditEvents.CountAsync(e => e.Type == nameof(CertificateRevoked))));
    }

    [Theory]
    [EveryEngine]
    public async Task A_revocation_by_another_node_is_answered_when_the_lookout_is_over(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var card = (await Cards(given))[0];
        using var keysOfTheOther = new InMemoryKeyStore();
        using var meterOfTheOther = new PkiMeter(given.Ra.Clock);
        using var answersOfTheOther = new StatusAnswers(null!, keysOfTheOther, new CertificateOptions(), meterOfTheOther, given.Ra.Clock);
        Assert.Equal("good", await Ask(given, card));

        await Change(given, answersOfTheOther, register => register.RevokeOfCardAsync(card.SmartcardId, null, RevocationReason.KeyCompromise, Agent, Test, None));
        given.Ra.Clock.Advance(StatusAnswers.Lookout);

        Assert.Equal("revoked 1", await Ask(given, card));
    }

    [Theory]
    [EveryEngine]
    public async Task A_suspended_card_is_on_hold_until_it_is_released_and_only_a_hold_is_released(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var card = (await Cards(given))[0];

        await Change(given, register => register.HoldOfCardAsync(card.SmartcardId, Actor.Service, Test, None));
        Assert.Equal("revoked 6", await Ask(given, card));

        await Change(given, register => register.ReleaseOfCardAsync(card.SmartcardId, Actor.Service, Test, None));
        Assert.Equal("good", await Ask(given, card));

        await Change(given, register => register.HoldOfCardAsync(card.SmartcardId, Actor.Service, Test, None));
        var since = (await Cards(given))[0].RevokedAt;
        given.Ra.Clock.Advance(TimeSpan.FromHours(1));
        await Change(given, register => register.RevokeOfCardAsync(card.SmartcardId, null, RevocationReason.KeyCompromise, Agent, Test, None));
        Assert.Equal("revoked 1", await Ask(given, card));
        Assert.Equal(since, (await Cards(given))[0].RevokedAt);

        await Change(given, register => register.ReleaseOfCardAsync(card.SmartcardId, Agent, Test, None));
        Assert.Equal("revoked 1", await Ask(given, card));
    }

    /// <summary>security.md I4: "good" only for what is on record as issued.</summary>
    [Theory]
    [EveryEngine]
    public async Task Incident_good_for_a_serial_number_that_was_never_issued(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var issuing = await Issuing(given);

        Assert.Equal("unknown", await Ask(given, issuing, SerialNumber.Create()));
        // Reserved and not yet signed; signed and not yet handed over; made void.
        foreach (var (status, said) in new[] { ("Reserved", "unknown"), ("Issued", "unknown"), ("Void", "revoked 5") })
        {
            var card = (await Cards(given))[0];
            await given.Ra.InDb(db => db.Database.ExecuteSqlAsync($"update certificates set status = {status} where serial = {card.Serial}"));
            await given.Ra.With((StatusAnswers answers) =>
            {
                answers.Forget(card.IssuerId, card.Serial);
                return Task.FromResult(true);
            });
            Assert.Equal(said, await Ask(given, card));
        }
    }

    /// <summary>security.md I5: a loop that looked at one item n times.</summary>
    [Theory]
    [EveryEngine]
    public async Task Incident_a_list_of_which_one_item_was_checked_every_time(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        await given.ACardOf((await given.Ra.AnIdChecker()).ProfileId);
        var cards = await Cards(given);
        var revoked = cards.First(card => card.SmartcardId != cards[0].SmartcardId);
        await Change(given, register => register.RevokeOfCardAsync(revoked.SmartcardId, null, RevocationReason.Superseded, Agent, Test, None));
        var issuing = await Issuing(given);
        (SerialNumber Serial, string Status)[] items = [(SerialNumber.Parse(cards[0].Serial), "good"), (SerialNumber.Parse(revoked.Serial), "revoked 4"), (SerialNumber.Create(), "unknown")];

        foreach (var order in new[] { (0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0) })
        {
            (SerialNumber Serial, string Status)[] ordered = [items[order.Item1], items[order.Item2], items[order.Item3]];
            var request = OcspOctets.Request(issuing, [.. ordered.Select(item => item.Serial)], null, sha256: false);
            Assert.Equal(string.Join(", ", ordered.Select(item => item.Status)), await Say(given, request));
        }
    }

    /// <summary>security.md I6: a reason of number 0 taken for no revocation at all.</summary>
    [Theory]
    [EveryEngine]
    public async Task Incident_zero_taken_for_nothing(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var card = (await Cards(given))[0];

        await Change(given, register => register.RevokeOfCardAsync(card.SmartcardId, null, RevocationReason.KeyCompromise, Agent, Test, None));
        await given.Ra.InDb(db => db.Database.ExecuteSqlAsync($"update certificates set reason = 'Unspecified' where serial = {card.Serial}"));
        given.Ra.Clock.Advance(TimeSpan.FromSeconds(30));
        await Keep(given);

        Assert.Equal("revoked", await Ask(given, card));
        var lists = await given.Ra.With((PublicPkiQueries queries) => queries.ListsAsync(card.IssuerId, None));
        Assert.Equal(2, lists.Single(list => list.Shard == 0).Entries);
        Assert.Equal(0, (int)RevocationReason.Unspecified);
    }

    /// <summary>security.md I6: a responder that cannot be fresh says so.</summary>
    [Theory]
    [EveryEngine]
    public async Task Incident_a_responder_that_went_on_with_a_signer_that_was_over(EngineUnderTest engine)
    {
        await using var given = await WithACard(engine);
        var card = (await Cards(given))[0];
        Assert.Equal("good", await Ask(given, card));

        given.Ra.Clock.Advance(TimeSpan.FromDays(31));

        Assert.Equal("try later", await Ask(given, card));
        Assert.Equal(2, (await Keep(given)).SignersRenewed);
        Assert.Equal("good", await Ask(given, card));
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
        var cards = await Cards(given);
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
        var request = OcspOctets.Request(await Issuing(given), [SerialNumber.Parse((await Cards(given))[0].Serial)], null, sha256: false);
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
        var card = (await Cards(given))[0];
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

        await Change(given, register => register.RevokeOfCardAsync(card.SmartcardId, null, RevocationReason.KeyCompromise, Agent, Test, None));
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

        var card = (await Cards(given))[0];
        await Ask(given, card);
        listener.RecordObservableInstruments();

        var signer = (await Health(given)).Authorities.Single(a => a.Slug == "training-issuing").SignerUntil!.Value;
        Assert.Equal((signer - given.Ra.Clock.GetUtcNow()).TotalSeconds, shown["cis.pki.signer.left training-issuing"]);
        Assert.Equal(1, shown["cis.ocsp.answers signed"]);
        Assert.Equal((0, 0), (shown["cis.pki.list.entries training-issuing"], shown["cis.pki.warnings True"]));
        await Ask(given, card);
        Assert.Equal(1, shown["cis.ocsp.answers ready"]);
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

    [Theory]
    [EveryEngine]
    public async Task An_authority_that_was_replaced_answers_and_lists_on_beside_the_new_one(EngineUnderTest engine)
    {
        var keys = new InMemoryKeyStore();
        await using var given = await WithACard(engine, keys);
        var card = (await Cards(given))[0];
        var old = await Issuing(given);
        await ReplaceIssuing(given, keys);

        await Keep(given);
        await given.ACardOf((await given.Ra.AnIdChecker()).ProfileId);
        var newer = await given.Ra.InDb(db => db.Certificates.AsNoTracking().FirstAsync(c => c.IssuerId != card.IssuerId));

        Assert.Equal("good", await Ask(given, old, SerialNumber.Parse(card.Serial)));
        Assert.Equal("good", await Ask(given, await Issuing(given), SerialNumber.Parse(newer.Serial)));
        var issuers = await given.Ra.With((PublicPkiQueries queries) => queries.IssuersAsync(None));
        Assert.Equal([true, false, true], issuers.Select(i => i.Active));
        Assert.All(issuers, issuer => Assert.NotNull(given.Ra.With((PublicPkiQueries queries) => queries.FindListAsync(issuer.Slug, 0, None)).Result));
    }

    /// <summary>As an operator does it: a request from here, a certificate and a list from the root, taken over.</summary>
    private static async Task ReplaceIssuing(GivenCards given, InMemoryKeyStore keys)
    {
        var now = SetUpIssuers.WholeSeconds(given.Ra.Clock.GetUtcNow());
        var name = KeyName.Parse("training-issuing-2");
        await keys.CreateKeyAsync(name, KeyKind.EcP256, None);
        var root = ParsedCertificate.Parse(await given.Ra.InDb(db => db.Issuers.Where(i => i.Kind == IssuerKind.Root).Select(i => i.Certificate).SingleAsync()));
        var session = new RootSession(root, TrainingHierarchy.RootKey, keys);
        var request = await CertificationRequest.CreateAsync(name.Value, name, keys, None);
        var plan = new CeremonyPlan
        {
            Realm = Realm.Training,
            SubjectParent = TrainingHierarchy.SubjectParent,
            Arc = PolicyArc.Example,
            Origin = new Uri("http://pki.example"),
            RootSlug = TrainingHierarchy.RootKey.Value,
            RootName = "Training Root",
            SharesNeeded = 2,
            Shares = 3,
        };
        var adopted = await given.Ra.With(async (AdoptAuthorities adopt) => await adopt.ExecuteAsync(
            new AdoptAuthoritiesRequest
            {
                Root = root,
                RootSlug = TrainingHierarchy.RootKey,
                Issuing = (await session.CertifyAsync(plan, CertificationRequest.Read(request.ToPem()).Value, SerialNumber.Create(), now, None)).Value,
                IssuingKey = name,
                RootList = (await session.ListAsync(7, [], now, None)).Value,
            },
            Actor.Service,
            None));
        Assert.True(adopted.Value.IsNew);
    }

    private static async Task<GivenCards> WithACard(EngineUnderTest engine, IKeyStore? keys = null)
    {
        var given = await GivenCards.Async(engine, keys, new CertificateOptions { Origin = new Uri("http://pki.example"), CrlShards = 4 });
        await given.ACardOf((await given.Ra.AnRaAgent()).ProfileId);
        await Keep(given);
        return given;
    }

    private static Task<TimetableKept> Keep(GivenCards given) => given.Ra.With((StatusTimetable timetable) => timetable.KeepAsync(None));

    private static Task<PkiHealthView> Health(GivenCards given) => given.Ra.With((PkiHealth health) => health.ReadAsync(None));

    private static Task<List<CertificateRecord>> Cards(GivenCards given) => given.Ra.InDb(db => db.Certificates.AsNoTracking().OrderBy(c => c.Id).ToListAsync());

    private static async Task<ParsedCertificate> Issuing(GivenCards given) =>
        ParsedCertificate.Parse(await given.Ra.InDb(db => db.Issuers.Where(i => i.Kind == IssuerKind.Issuing && i.Active).Select(i => i.Certificate).SingleAsync()));

    private static async Task<string> Ask(GivenCards given, CertificateRecord card) => await Ask(given, await Issuing(given), SerialNumber.Parse(card.Serial));

    private static Task<string> Ask(GivenCards given, ParsedCertificate issuer, SerialNumber serial) =>
        Say(given, OcspOctets.Request(issuer, [serial], null, sha256: false));

    private static async Task<string> Say(GivenCards given, byte[] request) =>
        string.Join(", ", OcspOctets.Statuses((await given.Ra.With(async (StatusAnswers answers) => await answers.AnswerAsync(request, None))).Der));

    private static Task<bool> Change(GivenCards given, Func<CertificateRegister, Task> change) =>
        given.Ra.With((StatusAnswers answers) => Change(given, answers, change));

    /// <summary>A change and its save, on a node with these answers.</summary>
    private static Task<bool> Change(GivenCards given, StatusAnswers answers, Func<CertificateRegister, Task> change) => given.Ra.InDb(async db =>
    {
        await change(new CertificateRegister(db, new AuditTrail(db, given.Ra.Clock), answers, given.Ra.Clock));
        Assert.Null(await db.SaveAsync(None));
        return true;
    });
}
