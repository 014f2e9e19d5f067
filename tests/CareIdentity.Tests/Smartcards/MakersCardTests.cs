using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Piv.Objects;
using CareIdentity.Cards.Virtual;
using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.Smartcards;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using CareIdentity.Tests.Smartcards.Faults;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Smartcards;

/// <summary>A card under its maker's own number, as a YubiKey of firmware 5.7: eight digits, and a management key for AES-192.</summary>
public sealed class MakersCardTests
{
    private const string Number = "0023456789";

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task It_is_taken_into_stock_issued_unlocked_renewed_and_cleared(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (holder, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var estate = new CardEstate(given);
        var card = await given.ABlankCard(Number);
        Assert.Equal(PivAlgorithm.Aes192, card.Save().ManagementAlgorithm);

        Assert.Null((await given.Issue(holder.ProfileId, agent, card, CardOperationKind.IssueLocked)).Refusal);
        Assert.Empty(await estate.AgreesAsync(card, SmartcardState.Locked));
        Assert.Equal(PivAlgorithm.Aes256, card.Save().ManagementAlgorithm);
        var id = (await given.View(card)).Id;

        Assert.Null((await Do(given, CardOperationKind.Unlock, holder.ProfileId, id, agent, card)).Refusal);
        Assert.Null((await given.SignIn(card)).Refusal);
        given.Ra.Clock.Advance(TimeSpan.FromDays(660));
        var self = (await given.Ra.With((CareIdentity.SignIn.SessionQueries sessions) => FindAsync(given, sessions, card))).Actor;
        Assert.Null((await Do(given, CardOperationKind.Renew, holder.ProfileId, id, self, card)).Refusal);
        Assert.Empty(await estate.AgreesAsync(card, SmartcardState.Active));

        agent = await given.SignedIn(await given.Ra.AnRaAgent());
        Assert.Null((await Do(given, CardOperationKind.Clear, holder.ProfileId, id, agent, card)).Refusal);
        Assert.Empty(await estate.AgreesAsync(card, SmartcardState.Cleared));
        Assert.Equal("5.7.4", await given.Ra.InDb(db => db.CardKeys.Where(k => k.SmartcardId == id).Select(k => k.Firmware).SingleAsync()));
    }

    [Theory]
    [EveryEngine]
    public async Task A_card_is_asked_and_not_judged_by_its_number(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (holder, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ABlankCard();
        var says = new SaysFirmware(given.Reader(card), [5, 2, 7]);
        var started = await given.Start(CardOperationKind.Issue, holder.ProfileId, agent);

        Assert.Null((await given.Run(started.Value, says)).Refusal);

        // Firmware 5.2 has no AES for the management key, though the series has.
        Assert.Equal(PivAlgorithm.TripleDes, card.Save().ManagementAlgorithm);
        Assert.Empty(await new CardEstate(given).AgreesAsync(card, SmartcardState.Active));
    }

    [Theory]
    [EveryEngine]
    public async Task Where_makers_are_named_only_cards_that_they_certified_are_issued(EngineUnderTest engine)
    {
        using var theirs = new VirtualCard(Number);
        await using var given = await GivenCards.Async(engine, cards: new SmartcardOptions { MakersCertificates = [Attester(theirs)] });
        var (holder, agent) = (await given.Ra.AnIdChecker(), await given.Ra.AnRaAgent());
        async Task<string?> Issue(VirtualCard card, Func<ICardChannel, ICardChannel>? through = null)
        {
            await given.Ra.With((RegisterBlankCards register) => register.ExecuteAsync(
                new RegisterBlankCardsRequest { Organisation = Given.Given.Ra, Serials = [CareIdentity.Smartcards.CardSerial.Parse(card.Serial.ToString())] }, Actor.Service, None));
            var started = (await given.Start(CardOperationKind.Issue, holder.ProfileId, Actor.Service, beside: "Another")).Value;
            var outcome = await given.Run(started, through?.Invoke(given.Reader(card)) ?? given.Reader(card));
            await given.Ra.With((StopCardOperation stop) => stop.ExecuteAsync(started.OperationId, new Reason("Over"), agent, None));
            return outcome.Refusal?.Code;
        }

        using var strangers = new VirtualCard("0023456780");
        using var old = new VirtualCard("1023456781");

        Assert.Equal("smartcard.key-not-attested", await Issue(strangers));
        Assert.Equal("smartcard.key-not-attested", await Issue(old, reader => new SaysFirmware(reader, [4, 3, 5])));
        Assert.Null(await Issue(theirs));
    }

    [Fact]
    public async Task A_statement_about_another_key_or_by_another_card_is_none()
    {
        using var card = new VirtualCard(Number);
        using var other = new VirtualCard("0023456780");
        var (key, statement) = await StatementAsync(card);
        var (otherKey, otherStatement) = await StatementAsync(other);
        var serial = CareIdentity.Smartcards.CardSerial.Parse(Number);
        bool Holds(byte[] said, byte[] by, byte[] of, params ReadOnlyMemory<byte>[] makers) => KeyAttestation.Holds(said, by, of, serial, makers);

        Assert.True(Holds(statement, Attester(card), key));
        Assert.True(Holds(statement, Attester(card), key, Attester(other), Attester(card)));
        Assert.False(Holds(statement, Attester(card), key, Attester(other)));
        Assert.False(Holds(statement, Attester(card), otherKey));
        Assert.False(Holds(statement, Attester(other), key));
        Assert.False(Holds(otherStatement, Attester(other), otherKey)); // of another serial number
        Assert.False(Holds([], Attester(card), key));
        Assert.False(Holds(statement, [0x30, 0x00], key));
    }

    private static async Task<(byte[] Key, byte[] Statement)> StatementAsync(VirtualCard card)
    {
        var piv = new PivCard(new VirtualCardChannel(card, TimeProvider.System, _ => null));
        await piv.SelectAsync(None);
        await piv.AuthenticateManagementAsync(new SmartcardOptions().FactoryManagementKey, PivAlgorithm.Aes192, None);
        return (await piv.GenerateKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256, None), (await piv.AttestAsync(PivSlot.Authentication, None))!);
    }

    private static byte[] Attester(VirtualCard card) => CertificateObject.Decode(card.Save().Objects[PivObjectId.AttestationCertificate.ToString()]);

    private static async Task<CareIdentity.SignIn.SessionView> FindAsync(GivenCards given, CareIdentity.SignIn.SessionQueries sessions, VirtualCard card) =>
        (await sessions.FindAsync((await given.SignIn(card)).Value.Token, None)).Value;

    private static async Task<Outcome<Done>> Do(GivenCards given, CardOperationKind kind, Guid profile, Guid card, Actor actor, VirtualCard inReader)
    {
        inReader.Reset();
        var started = await given.Ra.With((StartCardOperation start) => start.ExecuteAsync(
            new StartCardOperationRequest { Kind = kind, ProfileId = profile, SmartcardId = card, Reason = new Reason("A test") }, actor, None));
        return started.Refusal is { } refusal ? refusal : await given.Run(started.Value, given.Reader(inReader));
    }

    private sealed class SaysFirmware(ICardChannel inner, byte[] version) : ICardChannel
    {
        public async ValueTask<ResponseApdu> TransmitAsync(CommandApdu command, CancellationToken ct) =>
            command.Ins == 0xFD ? new ResponseApdu(version, StatusWord.Success) : await inner.TransmitAsync(command, ct);

        public ValueTask<ResponseApdu> TransmitAsync(PasscodeCommand command, CancellationToken ct) => inner.TransmitAsync(command, ct);
    }
}
