using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Reports;
using CareIdentity.Search;
using CareIdentity.Staff;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Search;

/// <summary>A search that reads a whole table is quick among ten people and too slow among a million: asked of the engines themselves.</summary>
public sealed class SearchPlanTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task No_search_reads_a_whole_table(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var position = await given.ADispenserPosition();
        await given.Somebody("Asha Patel", Given.Given.Pharmacy, position);
        await given.Somebody("Mohammed Khan", Given.Given.Pharmacy, position);
        var plans = new QueryPlans(engine.Engine);
        await using var db = plans.ContextOf(given.Database.Address);
        var people = new ProfileQueries(db, new OnePerson(db), new KnownNames(db));
        var organisations = new OrganisationQueries(db, new KnownNames(db));

        foreach (var typed in (string[])["patel", "asha patel", "pa", "as pat", "mohamed kahn", "zzzz patel", "1234", "123456789012"])
        {
            await people.SearchAsync(typed, 20, Ct);
        }

        foreach (var typed in (string[])["FW8", "pharmacy", "pharmcy", "green phar", "DT1 1AA", "DT1"])
        {
            await organisations.SearchAsync(typed, 20, Ct);
        }

        Assert.InRange(plans.Asked, 20, 200);
        Assert.Empty(plans.WholeTables);
    }

    [Theory, EveryEngine]
    public async Task No_report_over_a_part_of_the_tree_reads_a_whole_table(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        await given.ASponsor();
        var plans = new QueryPlans(engine.Engine);
        await using var db = plans.ContextOf(given.Database.Address);
        var organisations = new OrganisationQueries(db, new KnownNames(db));
        var reference = new RbacReferenceSource(db, new RbacReferenceCache());
        await reference.GetAsync(Ct);
        plans.WholeTables.Clear(); // The reference data is read whole, once, and kept.
        var coverage = new CoverageQueries(db, organisations, reference, given.Clock);
        var here = new AtOrganisationQueries(db, reference, given.Clock);

        await coverage.SitesAsync(Given.Given.Ra, CoverageGap.Any, null, CoverageOrder.People, false, 0, 20, Ct);
        await coverage.SummaryAsync(Given.Given.Ra, Ct);
        await coverage.SiteAsync(Given.Given.Pharmacy, Ct);
        await coverage.BranchesAsync(Given.Given.Ra, 0, 20, Ct);
        await here.PeopleAsync(Given.Given.Pharmacy, "sam", true, 0, 20, Ct);
        await here.PositionsAsync(Given.Given.Pharmacy, "spon", false, 0, 20, Ct);
        await here.OpenRequestsAsync(Given.Given.Pharmacy, null, 0, 20, Ct);
        await organisations.ChildrenAsync(Given.Given.Ra, "riv", false, 0, 20, Ct);
        await new RaDirectoryQueries(db, organisations).SearchAsync("FW844", 20, Ct);
        await new RaDirectoryQueries(db, organisations).OverdueAsync(Given.Given.Ra, given.Today, 20, Ct);
        await new RaDirectoryQueries(db, organisations).ReportsAsync(Given.Given.Ra, false, 0, 20, Ct);
        await new MoveQueries(db).OfAsync(Given.Given.Pharmacy, 0, 20, Ct);
        await new PositionHolderQueries(db, given.Clock).OfAsync(Guid.NewGuid(), "sam", 0, 20, Ct);
        await new OwnChangeQueries(db, new OnePerson(db)).OfAsync(await given.AnRaAgent(name: "Rita Reader"), Ct);
        var staff = new StaffQueries(db, reference, new RaPolicy(), given.Clock);
        await staff.AtAsync(new StaffFilter { Organisation = Given.Given.Ra, Reach = StaffReach.Below, Attention = true, Text = "sam" }, 0, 20, Ct);
        await staff.OfPersonAsync(Guid.NewGuid(), Ct);
        await staff.CountWantingAsync(Given.Given.Ra, Ct);
        var training = new TrainingQueries(db, given.Clock);
        await training.SessionsAsync(Given.Given.Ra, true, 0, 20, Ct);
        await training.OpenToAsync(Guid.NewGuid(), [RaRole.Sponsor], Ct);
        await training.BookedAsync(Guid.NewGuid(), Ct);

        Assert.Empty(string.Join('\n', plans.WholeTables.Where(step => !step.Contains("reference_sets", StringComparison.Ordinal))));
    }

    [Theory, EveryEngine]
    public async Task Reading_a_whole_table_is_seen(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        var plans = new QueryPlans(engine.Engine);
        await using var db = plans.ContextOf(database.Address);

        await db.Profiles.Where(p => p.GivenName == "Asha").ToListAsync(Ct);

        Assert.Single(plans.WholeTables);
    }
}
