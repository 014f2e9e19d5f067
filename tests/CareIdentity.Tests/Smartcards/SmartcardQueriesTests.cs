using CareIdentity.Kernel;
using CareIdentity.Smartcards;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;

namespace CareIdentity.Tests.Smartcards;

public sealed class SmartcardQueriesTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task Cards_near_expiry_are_counted_for_an_organisation_with_everything_below_it(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (here, there) = (await given.Ra.ASponsor(), await given.Ra.ASponsor(Given.Given.OtherPharmacy, "Olga Other"));
        var early = await given.ACardOf(here.ProfileId);
        given.Ra.Clock.Advance(TimeSpan.FromDays(10));
        await given.ACardOf(there.ProfileId);
        await given.ACardOf((await given.Ra.ASponsor(Given.Given.ForeignPharmacy, "Fay Foreign")).ProfileId);

        Assert.Equal(0, (await Expiring(given, Given.Given.Ra)).Total);
        given.Ra.Clock.Advance(TimeSpan.FromDays(731 - 10 - 90));
        var one = await Expiring(given, Given.Given.Ra);
        given.Ra.Clock.Advance(TimeSpan.FromDays(90 + 5));
        var two = await Expiring(given, Given.Given.Ra);

        var first = Assert.Single(one.Rows);
        Assert.Equal((early.Serial.ToString(), here.ProfileId, 90), (first.Serial.Value, first.ProfileId, first.DaysLeft));
        Assert.Equal((2, -5, 5), (two.Total, two.Rows[0].DaysLeft, two.Rows[1].DaysLeft));
        Assert.Equal(1, (await Expiring(given, Given.Given.OtherPharmacy)).Total);
        Assert.Single((await Expiring(given, Given.Given.Ra, take: 1)).Rows);
    }

    [Theory]
    [EveryEngine]
    public async Task A_delivery_is_registered_once_by_its_own_RA_and_counts_down_as_cards_are_issued(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (agent, foreign) = (await given.Ra.AnRaAgent(), await given.Ra.AnRaAgent(Given.Given.OtherRa, "Fred Foreign"));
        var delivery = new RegisterBlankCardsRequest { Organisation = Given.Given.Ra, Serials = [.. Enumerable.Range(1, 3).Select(n => CardSerial.Parse($"090000000{n}"))] };
        Task<Outcome<BlankCardsTaken>> Register(Actor by) => given.Ra.With((RegisterBlankCards register) => register.ExecuteAsync(delivery, by, None));
        Task<int> Stock() => given.Ra.With((SmartcardQueries cards) => cards.BlankStockAsync(Given.Given.Ra, None));

        Assert.Equal("access.out-of-scope", (await Register(foreign)).Refusal?.Code);
        Assert.Equal(new BlankCardsTaken(3, 0), (await Register(agent)).Value);
        Assert.Equal(new BlankCardsTaken(0, 3), (await Register(agent)).Value);
        Assert.Equal(3, await Stock());
        await given.ACardOf((await given.Ra.ASponsor()).ProfileId);
        Assert.Equal(3, await Stock());
    }

    private static Task<ExpiringCards> Expiring(GivenCards given, OdsCode organisation, int take = 10) =>
        given.Ra.With((SmartcardQueries cards) => cards.ExpiringAsync(organisation, 90, 0, take, None));
}
