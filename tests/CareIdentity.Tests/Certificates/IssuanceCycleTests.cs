using System.Security.Cryptography;
using CareIdentity.Audit;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using CareIdentity.Smartcards;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using CareIdentity.Tests.Pki.Issuing;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Certificates;

/// <summary>The fault table of issuing: at each step, fails before it took effect and after; then the register is looked at again.</summary>
public sealed class IssuanceCycleTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task The_exact_octets_are_in_the_register_before_the_key_store_is_asked_to_sign(EngineUnderTest engine)
    {
        var keys = new WatchedKeyStore();
        await using var given = await GivenCards.Async(engine, keys);
        var (agent, card) = (await given.Ra.AnRaAgent(), await given.ABlankCard());
        var reserved = new List<byte[]>();
        keys.BeforeSigning = async _ => reserved.AddRange(await given.Ra.InDb(db =>
            db.Certificates.Where(c => c.Status == CertificateStatus.Reserved).Select(c => c.ToBeSigned).ToListAsync()));

        Assert.Null((await given.Issue(agent.ProfileId, Actor.Service, card)).Refusal);

        Assert.Equal(2, keys.Digests.Count);
        Assert.Equal(keys.Digests, reserved.Select(SHA256.HashData));
    }

    [Theory]
    [EveryEngine]
    public async Task A_key_store_that_fails_before_or_after_signing_leaves_a_void_serial_and_no_second_signature(EngineUnderTest engine)
    {
        var keys = new WatchedKeyStore();
        await using var given = await GivenCards.Async(engine, keys);
        var agent = await given.Ra.AnRaAgent();
        foreach (var afterSigning in new[] { false, true })
        {
            var card = await given.ABlankCard();
            var operation = (await given.Start(CardOperationKind.Issue, agent.ProfileId, Actor.Service)).Value;
            keys.FailOnce(afterSigning);

            await Assert.ThrowsAsync<KeyStoreException>(() => given.Run(operation, given.Reader(card)));
            Assert.Equal(1, await given.Ra.InDb(db => db.Certificates.CountAsync(c => c.Status == CertificateStatus.Reserved)));
            given.Ra.Clock.Advance(TimeSpan.FromMinutes(6));
            Assert.Equal(1, (await given.Ra.With((RecoverIssuance recover) => recover.ExecuteAsync(Actor.Service, None))).Value.MadeVoid);

            var again = (await given.Ra.With((ContinueCardOperation more) => more.ExecuteAsync(operation.OperationId, Actor.Service, None))).Value;
            Assert.Null((await given.Run(again, given.Reader(card))).Refusal);
            await given.Ra.InDb(db => db.Database.ExecuteSqlAsync($"update smartcards set beside_another = 'test'"));
            Assert.Null((await given.Start(CardOperationKind.Issue, agent.ProfileId, Actor.Service, beside: "test")).Refusal);
            await given.Ra.InDb(db => db.Database.ExecuteSqlAsync($"update card_operations set state = 'Abandoned' where state = 'Planned'"));
            agent = await given.Ra.AnRaAgent(name: afterSigning ? "Ann After" : "Ben Before");
        }

        Assert.Equal(keys.Digests.Count, keys.Digests.Select(Convert.ToHexString).Distinct().Count());
        Assert.Equal(2, await given.Ra.InDb(db => db.Certificates.CountAsync(c => c.Status == CertificateStatus.Void && c.Certificate == null)));
        Assert.Equal(4, await given.Ra.InDb(db => db.Certificates.CountAsync(c => c.Status == CertificateStatus.Active)));
    }

    [Theory]
    [EveryEngine]
    public async Task Recovery_leaves_alone_what_another_node_may_be_signing_now(EngineUnderTest engine)
    {
        var keys = new WatchedKeyStore();
        await using var given = await GivenCards.Async(engine, keys);
        var agent = await given.Ra.AnRaAgent();
        var recovered = new List<int>();
        keys.BeforeSigning = async _ => recovered.Add((await given.Ra.With((RecoverIssuance recover) => recover.ExecuteAsync(Actor.Service, None))).Value.MadeVoid);

        Assert.Null((await given.Issue(agent.ProfileId, Actor.Service, await given.ABlankCard())).Refusal);

        Assert.Equal([0, 0], recovered);
    }

    [Trait("Incident", "I2 keys made off the card, one key on several cards")]
    [Theory]
    [EveryEngine]
    public async Task Incident_a_key_that_was_not_made_on_the_card(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (agent, card) = (await given.Ra.AnRaAgent(), await given.ABlankCard());
        var operation = (await given.Start(CardOperationKind.Issue, agent.ProfileId, Actor.Service)).Value;

        var refused = await given.Run(operation, new OtherKeyChannel(given.Reader(card)));

        Assert.Equal("smartcard.key-not-attested", refused.Refusal?.Code); // The card's own word comes before the proof with the key.
        Assert.False(await given.Ra.InDb(db => db.Certificates.AnyAsync()));
        Assert.Equal(SmartcardState.Blank, (await given.View(card)).State);
    }

    [Theory]
    [EveryEngine]
    public async Task A_key_that_is_no_point_of_its_curve_is_never_certified(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (agent, card) = (await given.Ra.AnRaAgent(), await given.ABlankCard());
        var operation = (await given.Start(CardOperationKind.Issue, agent.ProfileId, Actor.Service)).Value;

        var refused = await given.Run(operation, new OtherKeyChannel(given.Reader(card), isOnCurve: false));

        Assert.Equal("certificate.key-refused", refused.Refusal?.Code);
        Assert.Contains("SP 800-56A", refused.Refusal!.Why, StringComparison.Ordinal);
        Assert.False(await given.Ra.InDb(db => db.Certificates.AnyAsync()));
    }

    [Trait("Incident", "I2 keys made off the card, one key on several cards")]
    [Theory]
    [EveryEngine]
    public async Task Incident_one_key_on_several_cards(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (first, second) = (await given.Ra.AnRaAgent(), await given.Ra.AnIdChecker());
        var card = await given.ACardOf(first.ProfileId);
        var taken = await given.Ra.InDb(db => db.Certificates.AsNoTracking().FirstAsync(c => c.ProfileId == first.ProfileId));
        using var parsed = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(taken.Certificate!);

        var refused = await Certify(given, taken, second.ProfileId, parsed.PublicKey.ExportSubjectPublicKeyInfo());

        Assert.Equal("certificate.key-seen-before", refused.Refusal?.Code);
        Assert.Contains("certificate policy §6.2; security rule I2", refused.Refusal?.Why, StringComparison.Ordinal);
        Assert.Equal(SmartcardState.Active, (await given.View(card)).State);
    }

    [Theory]
    [EveryEngine]
    public async Task Of_many_at_once_each_is_kept_with_its_events_and_only_those_with_a_known_key_are_refused(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var agent = await given.Ra.AnRaAgent();
        await given.ACardOf(agent.ProfileId);
        var taken = await given.Ra.InDb(db => db.Certificates.AsNoTracking().FirstAsync(c => c.ProfileId == agent.ProfileId && c.Kind == CertificateKind.Authentication));
        using var known = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(taken.Certificate!);
        using var ofServer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Null((await given.Ra.With((CertifyService certify) => certify.ExecuteAsync(
            new CertifyServiceRequest { Kind = ServiceCertificateKind.Document, Pem = RequestBuilder.Pem("CN=Letters", key: ofServer) }, Actor.Service, None))).Refusal);
        var keys = Enumerable.Range(0, 100)
            .Select(i => i == 37 ? known.PublicKey.ExportSubjectPublicKeyInfo() : i == 73 ? ofServer.ExportSubjectPublicKeyInfo() : NewKey())
            .ToList();

        var outcomes = await Task.WhenAll(keys.Select(key => Task.Run(() => Certify(given, taken, agent.ProfileId, key))));

        Assert.All([outcomes[37], outcomes[73]], outcome => Assert.Equal("certificate.key-seen-before", outcome.Refusal?.Code));
        Assert.Equal(98, outcomes.Count(outcome => outcome.Refusal is null));
        var serials = outcomes.Where(outcome => outcome.Refusal is null).Select(outcome => outcome.Value.Serial).ToList();
        var kept = await given.Ra.InDb(db => db.Certificates.AsNoTracking().Where(c => serials.Contains(c.Serial)).ToListAsync());
        Assert.All(kept, record => Assert.Equal(CertificateStatus.Issued, record.Status));
        Assert.All(kept, record => Assert.Equal(record.KeyHash, SHA256.HashData(ParsedCertificate.Parse(record.Certificate).PublicKey.Span)));
        Assert.Equal(98, kept.Count);
        var history = await given.Ra.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Smartcard(taken.SmartcardId), 0, 500, None));
        Assert.All(serials, serial => Assert.Equal(2, history.Lines.Count(line => line.InWords.Contains(serial, StringComparison.Ordinal))));
        var reserved = await given.Ra.InDb(db => db.Certificates.AsNoTracking().Where(c => c.Status == CertificateStatus.Reserved).ToListAsync());
        Assert.Equal(SHA256.HashData(ofServer.ExportSubjectPublicKeyInfo()), Assert.Single(reserved).KeyHash); // Never signed; recovery makes it void.
    }

    [Theory]
    [EveryEngine]
    public async Task A_second_start_makes_no_second_authority(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);

        Assert.False((await given.Ra.With((SetUpIssuers setUp) => setUp.ExecuteAsync(Actor.Service, None))).Value.Created);
        Assert.Equal(2, await given.Ra.InDb(db => db.Issuers.CountAsync()));
    }

    [Theory]
    [EveryEngine]
    public async Task The_history_of_a_card_names_every_serial_number_that_was_spent_for_it(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var card = await given.View(await given.ACardOf((await given.Ra.AnRaAgent()).ProfileId));

        var history = await given.Ra.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Smartcard(card.Id), 0, 20, None));
        var serials = await given.Ra.InDb(db => db.Certificates.Where(c => c.SmartcardId == card.Id).Select(c => c.Serial).ToListAsync());

        Assert.Equal(["CertificateReserved", "CertificateReserved", "CertificateSigned", "CertificateSigned", "SmartcardIssued"], history.Lines.Select(l => l.Type).Order(StringComparer.Ordinal));
        Assert.All(serials, serial => Assert.Equal(2, history.Lines.Count(l => l.InWords.Contains(serial, StringComparison.Ordinal))));
    }

    private static Task<Outcome<CertificateRecord>> Certify(GivenCards given, CertificateRecord like, Guid profileId, byte[] key) =>
        given.Ra.With((IssueCertificate issue) => issue.ExecuteAsync(
            new CertificateOrder
            {
                Kind = CertificateKind.Authentication,
                PublicKey = key,
                Uuid = UserUuid.Create(),
                ProfileId = profileId,
                SmartcardId = like.SmartcardId,
                OperationId = like.OperationId,
                NotBefore = SetUpIssuers.WholeSeconds(given.Ra.Clock.GetUtcNow()),
            },
            Actor.Service,
            None));

    private static byte[] NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportSubjectPublicKeyInfo();
    }

    /// <summary>Whoever asks the card to make a key is told one that somebody has elsewhere.</summary>
    private sealed class OtherKeyChannel(ICardChannel card, bool isOnCurve = true) : ICardChannel
    {
        private const byte GenerateKeyPair = 0x47;

        public async ValueTask<ResponseApdu> TransmitAsync(CommandApdu command, CancellationToken ct)
        {
            var answer = await card.TransmitAsync(command, ct);
            if (command.Ins != GenerateKeyPair || !answer.IsSuccess)
            {
                return answer;
            }

            var point = NewKey()[^65..];
            point[^1] ^= (byte)(isOnCurve ? 0 : 1);
            return answer with { Data = (byte[])[0x7F, 0x49, 0x43, 0x86, 0x41, .. point] };
        }

        public ValueTask<ResponseApdu> TransmitAsync(PasscodeCommand command, CancellationToken ct) => card.TransmitAsync(command, ct);
    }
}
