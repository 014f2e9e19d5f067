using CareIdentity.Cards.Virtual;
using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.Smartcards;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Smartcards;

/// <summary>Power, card and person go away in the middle; the card and the register agree again after the work was taken up.</summary>
public sealed class InterruptedIssueTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Command counts fall into every step of issuing; the exhaustive walk is a test of its own.</summary>
    [Theory]
    [EveryEngine]
    public async Task An_issue_that_lost_power_is_continued_to_a_good_card(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var agent = await given.SignedIn(await given.Ra.AnRaAgent());
        foreach (var at in new[] { 1, 5, 6, 7, 9, 12, 18 })
        {
            foreach (var fault in new CardFault[] { new CardFault.PowerCutBefore(at), new CardFault.PowerCutAfter(at) })
            {
                var somebody = await given.Ra.Somebody($"Nadia {(char)('A' + at)}{fault.GetType().Name}", Given.Given.Pharmacy, await given.Ra.ADispenserPosition());
                await CutAndContinue(given, somebody, agent, fault);
            }
        }
    }

    [Theory]
    [EveryEngine]
    public async Task A_card_cut_off_at_the_same_place_again_and_again_still_becomes_good(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (somebody, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ABlankCard();
        var operation = (await given.Start(CardOperationKind.Issue, somebody.ProfileId, agent)).Value;
        foreach (var at in new[] { 5, 6, 7, 8, 9 })
        {
            card.Arm(new CardFault.PowerCutAfter(at));
            Assert.NotNull((await given.Run(operation, given.Reader(card))).Refusal);
            operation = (await given.Ra.With((ContinueCardOperation more) => more.ExecuteAsync(operation.OperationId, agent, None))).Value;
        }

        card.Arm();
        Assert.Null((await given.Run(operation, given.Reader(card))).Refusal);
        Assert.Null((await given.SignIn(card)).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task A_holder_who_does_not_type_leaves_it_unfinished_and_a_colleague_can_finish_it(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (somebody, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var colleague = await given.SignedIn(await given.Ra.AnRaAgent(name: "Cora Colleague"));
        var card = await given.ABlankCard();
        var operation = (await given.Start(CardOperationKind.Issue, somebody.ProfileId, agent)).Value;

        Assert.Equal("smartcard.stopped-at-workstation", (await given.Run(operation, given.Reader(card, types: null))).Refusal?.Code);
        var view = (await given.Ra.With((CardOperationQueries operations) => operations.FindAsync(operation.OperationId, None)))!;
        Assert.Equal((CardOperationState.Interrupted, true, StepProgress.Now), (view.State, view.CanContinue, view.Steps.Single(s => s.Step is CardStep.HandOver).Progress));
        Assert.Equal(SmartcardState.Blank, (await given.View(card)).State);

        var again = (await given.Ra.With((ContinueCardOperation more) => more.ExecuteAsync(operation.OperationId, colleague, None))).Value;
        Assert.Null((await given.Run(again, given.Reader(card))).Refusal);
        Assert.Equal("Cora Colleague", (await given.View(card)).IssuedBy);
    }

    [Theory]
    [EveryEngine]
    public async Task Another_card_in_the_reader_is_not_written_when_an_unfinished_one_is_continued(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (somebody, other, agent) = (await given.Ra.AnIdChecker(), await given.Ra.ASponsor(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ABlankCard();
        var operation = (await given.Start(CardOperationKind.Issue, somebody.ProfileId, agent)).Value;
        await given.Run(operation, given.Reader(card, types: null));

        var again = (await given.Start(CardOperationKind.Issue, somebody.ProfileId, agent)).Value;

        Assert.Equal(operation.OperationId, again.OperationId);
        Assert.Equal("smartcard.wrong-card", (await given.Run(again, given.Reader(await given.ABlankCard()))).Refusal?.Code);
        Assert.Equal("smartcard.unfinished-for-another", (await given.Issue(other.ProfileId, agent, card)).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task Stopping_for_good_leaves_no_certificate_that_could_be_used(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (somebody, other, agent) = (await given.Ra.AnIdChecker(), await given.Ra.ASponsor(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ABlankCard();
        var operation = (await given.Start(CardOperationKind.Issue, somebody.ProfileId, agent)).Value;
        await given.Run(operation, given.Reader(card, types: null));

        Assert.Null((await given.Ra.With((StopCardOperation stop) => stop.ExecuteAsync(operation.OperationId, new Reason("Not needed"), agent, None))).Refusal);

        Assert.Equal(
            [CertificateStatus.Revoked, CertificateStatus.Revoked],
            await given.Ra.InDb(db => db.Certificates.Where(c => c.ProfileId == somebody.ProfileId).Select(c => c.Status).ToListAsync()));
        Assert.Null((await given.Issue(other.ProfileId, agent, card)).Refusal);
    }

    private static async Task CutAndContinue(GivenCards given, Actor somebody, Actor agent, CardFault fault)
    {
        var card = await given.ABlankCard();
        var operation = (await given.Start(CardOperationKind.Issue, somebody.ProfileId, agent)).Value;
        card.Arm(fault);

        var cut = await given.Run(operation, given.Reader(card));

        Assert.True(cut.Refusal?.Code is "smartcard.card-gone", $"{fault}: {cut.Refusal?.Code ?? "done"}");
        Assert.Equal(0, await given.Ra.InDb(db => db.Certificates.CountAsync(c => c.ProfileId == somebody.ProfileId && c.Status == CertificateStatus.Active)));
        card.Arm();
        var again = (await given.Ra.With((ContinueCardOperation more) => more.ExecuteAsync(operation.OperationId, agent, None))).Value;
        Assert.True((await given.Run(again, given.Reader(card))).Refusal is null, fault.ToString());
        Assert.Equal(SmartcardState.Active, (await given.View(card)).State);
        Assert.Equal(2, await given.Ra.InDb(db => db.Certificates.CountAsync(c => c.ProfileId == somebody.ProfileId && c.Status == CertificateStatus.Active)));
        Assert.Equal(0, await given.Ra.InDb(db => db.Certificates.CountAsync(c => c.Status == CertificateStatus.Issued || c.Status == CertificateStatus.Reserved)));
        Assert.Null((await given.SignIn(card)).Refusal);
    }
}
