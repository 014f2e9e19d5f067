using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Testing.Engines;
using Xunit;

namespace CareIdentity.Tests.Access;

/// <summary>Positions are found by name and by what they give, and two of them compared.</summary>
public sealed class PositionSearchTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task An_activity_finds_the_positions_that_give_it_by_default_added_or_included(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        await given.APosition(Given.Given.Pharmacy, "By default", "R8003"); // B0825 includes B0820.
        await given.APosition(Given.Given.Pharmacy, "Added", "R8008", "B0820");
        await given.APosition(Given.Given.OtherPharmacy, "Included by an added one", "R8008", "B0825");
        await given.APosition(Given.Given.Pharmacy, "Without", "R8008", "B0570");
        await given.APosition(Given.Given.ForeignPharmacy, "Elsewhere", "R8003");

        async Task<IEnumerable<string>> Find(PositionFilter filter) => (await given.With((PositionSearch search) => search.FindAsync(filter, 0, 20, None))).Rows.Select(row => row.Name);

        Assert.Equal(["Added", "By default", "Included by an added one"], await Find(new PositionFilter { Below = Given.Given.Ra, Activity = BCode.Parse("B0820") }));
        Assert.Equal(["By default", "Included by an added one"], await Find(new PositionFilter { Below = Given.Given.Ra, Activity = BCode.Parse("B0825") }));
        Assert.Equal(["Added", "By default"], await Find(new PositionFilter { Below = Given.Given.Pharmacy, Activity = BCode.Parse("B0820") }));
        Assert.Equal(["By default"], await Find(new PositionFilter { Below = Given.Given.Pharmacy, JobRole = RCode.Parse("R8003") }));
        Assert.Equal(["Included by an added one"], await Find(new PositionFilter { Below = Given.Given.Ra, Name = "CLUDED" }));
        Assert.Empty(await Find(new PositionFilter { Below = Given.Given.Ra, Name = "%" }));
        Assert.Empty(await Find(new PositionFilter { Below = Given.Given.Ra, State = PositionState.Closed }));
    }

    [Theory]
    [EveryEngine]
    public async Task More_than_a_page_of_positions_are_paged_and_counted(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        for (var i = 0; i < 23; i++)
        {
            await given.APosition(Given.Given.Pharmacy, $"Position {i:D2}", "R8008");
        }

        var second = await given.With((PositionSearch search) => search.FindAsync(new PositionFilter { Below = Given.Given.Ra }, 20, 20, None));

        Assert.Equal(23, second.Total);
        Assert.Equal(["Position 20", "Position 21", "Position 22"], second.Rows.Select(row => row.Name));
    }

    [Theory]
    [EveryEngine]
    public async Task One_job_at_two_sites_is_compared_as_the_same_place(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var here = await View(given, await given.ADispenserPosition());
        var there = await View(given, await given.APosition(Given.Given.OtherPharmacy, "Dispenser", "R8003", "B0572"));
        var rbac = await given.With((RbacReferenceSource source) => source.GetAsync(None));

        var compared = PositionComparison.Of(here, there, rbac);

        Assert.Equal(["R8003", "B0570", "B0572", "B0820", "B0825"], compared.Select(item => item.Code));
        Assert.All(compared, item => Assert.Null(item.Where));
        Assert.Equal(["B0570", "B0572"], compared.Where(item => item.First is null).Select(item => item.Code));
        Assert.Equal(BCode.Parse("B0572"), compared[1].Second!.Activity!.IncludedBy);
        Assert.Equal((ActivitySource.Included, "B0825"), (compared[3].First!.Activity!.Source, compared[3].First!.Activity!.IncludedBy?.Value));
    }

    private static async Task<PositionView> View(Given.Given given, Guid position) => (await given.With((PositionQueries queries) => queries.FindAsync(position, None)))!;
}
