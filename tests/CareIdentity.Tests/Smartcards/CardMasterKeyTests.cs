using CareIdentity.Access;
using CareIdentity.Cards.Piv;
using CareIdentity.Kernel;
using CareIdentity.Smartcards;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using CareIdentity.Tests.Smartcards.Faults;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Smartcards;

/// <summary>Keys of cards come from a master key that can be changed; cards from elsewhere bring theirs.</summary>
public sealed class CardMasterKeyTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task After_the_master_key_was_changed_each_card_gets_its_new_keys_when_it_is_next_seen(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (holder, other, agent) = (await given.Ra.AnIdChecker(), await given.Ra.ASponsor(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var (first, second, blank) = (await given.ACardOf(holder.ProfileId), await given.ACardOf(other.ProfileId), await given.ABlankCard());
        var before = first.Save();

        Assert.Equal(2, (await Change(given, Actor.Service)).Value);

        var progress = await Progress(given);
        Assert.Equal((2, 0, 3, 1, 4), (progress.Master, progress.OfToday, progress.Earlier, progress.AsMade, progress.Total));
        Assert.Null((await Repair(given, holder.ProfileId, agent, first)).Refusal);
        Assert.Null((await given.Run((await given.Start(CardOperationKind.Issue, holder.ProfileId, Actor.Service, beside: "A second site")).Value, given.Reader(blank))).Refusal);
        progress = await Progress(given);
        Assert.Equal((2, 2, 0), (progress.OfToday, progress.Earlier, progress.AsMade));
        Assert.NotEqual(before.ManagementKey, first.Save().ManagementKey);
        Assert.NotEqual(before.Puk.Block, first.Save().Puk.Block);
        foreach (var card in new[] { first, second, blank })
        {
            Assert.Empty(await new CardEstate(given).AgreesAsync(card, SmartcardState.Active));
        }
    }

    [Theory]
    [EveryEngine]
    public async Task The_master_key_is_changed_by_the_root_RA_Manager_with_a_reason_and_it_is_on_record(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var root = await given.Ra.Somebody("Rita Root", Given.Given.Ra, await given.Ra.APosition(Given.Given.Ra, "Root RA Manager", "R5072"), RaRole.RootRaManager);

        Assert.Equal("access.not-allowed", (await Change(given, await given.Ra.AnRaAgent())).Refusal?.Code);
        Assert.Equal("smartcard.reason-missing", (await given.Ra.With((ChangeCardMasterKey change) => change.ExecuteAsync(Reason.None, root, None))).Refusal?.Code);
        Assert.Equal(2, (await Change(given, root)).Value);
        Assert.Equal(3, (await Change(given, root)).Value);

        Assert.Equal(
            ["Rita Root", "Rita Root"],
            await given.Ra.InDb(db => db.AuditEvents.Where(e => e.Type == "CardMasterKeyChanged").Select(e => e.ActorName).ToListAsync()));
    }

    [Theory]
    [EveryEngine]
    public async Task An_unblocking_key_that_was_outside_when_the_work_was_given_up_is_replaced_when_the_card_is_next_seen(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine, policy: new RaPolicy { CertificateYears = 1, RenewalWindowDays = 366 });
        var (holder, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ACardOf(holder.ProfileId);
        var view = await given.View(card);
        var puk = card.Save().Puk.Block;
        var unlock = (await given.Start(CardOperationKind.Unlock, holder.ProfileId, agent, view.Id)).Value;
        card.Arm(new CareIdentity.Cards.Virtual.CardFault.PowerCutAfter(4));
        Assert.NotNull((await given.Run(unlock, given.Reader(card))).Refusal);
        Assert.Null((await given.Ra.With((StopCardOperation stop) => stop.ExecuteAsync(unlock.OperationId, new Reason("They left"), agent, None))).Refusal);
        Assert.Equal(puk, card.Save().Puk.Block);

        card.Arm();
        Assert.Null((await given.Run((await given.Start(CardOperationKind.Renew, holder.ProfileId, agent, view.Id)).Value, given.Reader(card))).Refusal);

        Assert.NotEqual(puk, card.Save().Puk.Block);
        Assert.Empty(await new CardEstate(given).AgreesAsync(card, SmartcardState.Active));
    }

    [Theory]
    [EveryEngine]
    public async Task A_card_of_another_estate_is_adopted_with_the_keys_that_open_it_and_they_are_forgotten_when_it_has_ours(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (holder, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        byte[] theirs = [.. Enumerable.Range(1, 24).Select(i => (byte)(i * 7))];
        using var card = new CareIdentity.Cards.Virtual.VirtualCard("0977000001");
        var piv = new PivCard(given.Reader(card));
        await piv.SelectAsync(None);
        await piv.AuthenticateManagementAsync(new SmartcardOptions().FactoryManagementKey, PivAlgorithm.TripleDes, None);
        await piv.SetManagementKeyAsync(theirs, PivAlgorithm.Aes192, None);
        Assert.True((await piv.ChangePukAsync("12345678"u8.ToArray(), "90817263"u8.ToArray(), None)).IsAccepted);

        Task<Outcome<BlankCardsTaken>> Adopt(string puk) => given.Ra.With((AdoptCards adopt) => adopt.ExecuteAsync(
            new AdoptCardsRequest
            {
                Organisation = Given.Given.Ra,
                Cards = [new AdoptedCard { Serial = CareIdentity.Smartcards.CardSerial.Parse("0977000001"), ManagementAlgorithm = PivAlgorithm.Aes192, ManagementKey = theirs, UnblockingKey = System.Text.Encoding.ASCII.GetBytes(puk) }],
            },
            agent,
            None));

        Assert.Equal("smartcard.keys-malformed", (await Adopt("1234")).Refusal?.Code);
        Assert.Equal(1, (await Adopt("90817263")).Value.Registered);
        var kept = await given.Ra.InDb(db => db.AdoptedCardKeys.Select(k => k.Sealed).SingleAsync());
        Assert.True(kept.AsSpan().IndexOf(theirs) < 0 && kept.AsSpan().IndexOf("90817263"u8) < 0);
        Assert.Null((await given.Issue(holder.ProfileId, agent, card)).Refusal);

        Assert.Equal(0, await given.Ra.InDb(db => db.AdoptedCardKeys.CountAsync()));
        Assert.Empty(await new CardEstate(given).AgreesAsync(card, SmartcardState.Active));
    }

    private static Task<Outcome<int>> Change(GivenCards given, Actor actor) =>
        given.Ra.With((ChangeCardMasterKey change) => change.ExecuteAsync(new Reason("Yearly"), actor, None));

    private static Task<CardKeyProgress> Progress(GivenCards given) => given.Ra.With((CardKeyQueries keys) => keys.ProgressAsync(None));

    private static async Task<Outcome<Done>> Repair(GivenCards given, Guid profileId, Actor agent, CareIdentity.Cards.Virtual.VirtualCard card)
    {
        var started = await given.Ra.With(async (StartCardOperation start) => await start.ExecuteAsync(
            new StartCardOperationRequest { Kind = CardOperationKind.Repair, ProfileId = profileId, SmartcardId = (await given.View(card)).Id, Reason = new Reason("New keys") }, agent, None));
        return await given.Run(started.Value, given.Reader(card));
    }
}
