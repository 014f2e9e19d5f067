using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
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
