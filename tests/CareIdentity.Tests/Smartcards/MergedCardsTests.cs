using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Smartcards;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using CareIdentity.Tests.People;
using Xunit;

namespace CareIdentity.Tests.Smartcards;

/// <summary>The card of a profile that is merged signs in the person under their other UUID.</summary>
public sealed class MergedCardsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task The_card_of_the_merged_profile_signs_in_the_person_and_is_renewed_for_them(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var two = await TwoProfiles.InAsync(given.Ra);
        var card = await given.ACardOf(two.Merged.ProfileId);
        var before = (await given.SignIn(card)).Value;

        var done = await two.MergeAsync(two.Manager);
        var after = await given.SignIn(card);
        var old = await given.Ra.With((CareIdentity.SignIn.SessionQueries sessions) => sessions.FindAsync(before.Token, None));
        var cards = await given.Ra.With((SmartcardQueries queries) => queries.OfProfileAsync(two.Surviving.ProfileId, None));
        var agent = await given.SignedIn(await given.Ra.AnRaAgent());
        var begun = await given.Ra.With((StartCardOperation start) => start.ExecuteAsync(
            new StartCardOperationRequest { Kind = CardOperationKind.Repair, ProfileId = two.Surviving.ProfileId, SmartcardId = cards[0].Id, Reason = new Reason("Says the other UUID") }, agent, None));
        var repaired = await given.Run(begun.Value, given.Reader(card));
        var again = await given.SignIn(card);

        Assert.Null(done.Refusal);
        Assert.Equal(two.Surviving.ProfileId, after.Value.ProfileId);
        Assert.Equal(2, after.Value.Roles.All.Count);
        Assert.NotNull(old.Refusal);
        Assert.Equal((two.Surviving.ProfileId, SmartcardState.Active), (Assert.Single(cards).HolderId!.Value, cards[0].State));
        Assert.Null(repaired.Refusal);
        Assert.Equal(two.Surviving.ProfileId, again.Value.ProfileId);
    }

    [Theory]
    [EveryEngine]
    public async Task With_two_cards_somebody_says_which_is_kept(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var two = await TwoProfiles.InAsync(given.Ra);
        var (first, second) = (await given.ACardOf(two.Surviving.ProfileId), await given.ACardOf(two.Merged.ProfileId));

        var undecided = await two.MergeAsync(two.Manager);
        var preview = await given.Ra.With((MergeQueries merge) => merge.PreviewAsync(two.Pair with { Cards = SecondCard.Cancel }, two.Manager, None));
        var cancelled = await two.MergeAsync(two.Manager, two.Pair with { Cards = SecondCard.Cancel });

        Assert.Equal("merge.two-cards", undecided.Refusal?.Code);
        Assert.Contains(preview.Things, thing => thing is { Fate: MergeFate.Ends } && thing.What.StartsWith("Smartcard", StringComparison.Ordinal));
        Assert.Null(cancelled.Refusal);
        Assert.Equal(two.Surviving.ProfileId, (await given.SignIn(first)).Value.ProfileId);
        Assert.NotNull((await given.SignIn(second)).Refusal);
        Assert.Equal(CancelReason.Superseded, (await given.View(second)).CancelReason);
    }

    [Theory]
    [EveryEngine]
    public async Task Both_cards_are_kept_where_that_is_said(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var two = await TwoProfiles.InAsync(given.Ra);
        var (first, second) = (await given.ACardOf(two.Surviving.ProfileId), await given.ACardOf(two.Merged.ProfileId));

        var kept = await two.MergeAsync(two.Manager, two.Pair with { Cards = SecondCard.Keep });

        Assert.Null(kept.Refusal);
        Assert.Equal(two.Surviving.ProfileId, (await given.SignIn(first)).Value.ProfileId);
        Assert.Equal(two.Surviving.ProfileId, (await given.SignIn(second)).Value.ProfileId);
        Assert.NotNull((await given.View(second)).BesideAnother);
    }

    [Theory]
    [EveryEngine]
    public async Task Work_on_a_card_that_is_not_finished_comes_first(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var two = await TwoProfiles.InAsync(given.Ra);
        var begun = await given.Start(CardOperationKind.Issue, two.Merged.ProfileId, await given.Ra.AnRaAgent());

        var refused = await two.MergeAsync(two.Manager);

        Assert.Null(begun.Refusal);
        Assert.Equal("merge.card-work-open", refused.Refusal?.Code);
    }
}
