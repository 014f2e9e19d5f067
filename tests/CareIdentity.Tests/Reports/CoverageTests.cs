using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Reports;
using CareIdentity.Testing.Engines;
using Xunit;

namespace CareIdentity.Tests.Reports;

/// <summary>Which sites lack whom: counted through positions that work today, over a tree of any depth.</summary>
public sealed class CoverageTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly OdsCode North = OdsCode.Parse("RA1NO");

    [Theory, EveryEngine]
    public async Task A_site_is_complete_with_a_sponsor_and_a_second_person_and_says_what_it_lacks_before(EngineUnderTest engine)
    {
        await using var given = await AnRa(engine);

        Assert.Equal((0, 0, 0, 0, false), Numbers(await Site(given)));
        var sponsor = await given.ASponsor();
        Assert.Equal((1, 0, 0, 1, false), Numbers(await Site(given)));
        await given.AnIdChecker();
        Assert.Equal((1, 1, 0, 2, true), Numbers(await Site(given)));
        await given.Somebody("Leon Bright", Given.Given.Pharmacy, await given.APosition(Given.Given.Pharmacy, "Unlocker", "R8008", "X0002"), RaRole.LocalSmartcardAdministrator);
        Assert.Equal((1, 1, 1, 3, true), Numbers(await Site(given)));
        await given.With((RemoveAssignment remove) => remove.ExecuteAsync(new RemoveAssignmentRequest { AssignmentId = sponsor.AssignmentId!.Value, Reason = "Left" }, Actor.Service, None));
        Assert.Equal((0, 1, 1, 2, false), Numbers(await Site(given)));
    }

    [Theory, EveryEngine]
    public async Task One_person_who_does_everything_is_one_person(EngineUnderTest engine)
    {
        await using var given = await AnRa(engine);
        await given.Somebody("Oona Only", Given.Given.Pharmacy, await given.APosition(Given.Given.Pharmacy, "Does it all", "R8008", "B1300", "X0002"), RaRole.Sponsor, RaRole.LocalSmartcardAdministrator);

        Assert.Equal((1, 0, 1, 1, false), Numbers(await Site(given)));
        Assert.Equal(["FW844"], Codes(await Sites(given, CoverageGap.OnePerson)));
    }

    [Theory, EveryEngine]
    public async Task Who_was_never_trained_counts_for_the_days_of_grace_only(EngineUnderTest engine)
    {
        await using var given = await AnRa(engine);
        await given.Somebody("Una Trained", Given.Given.Pharmacy, await given.APosition(Given.Given.Pharmacy, "Sponsor", "R8008", "B1300"));

        Assert.Equal((0, 0, 0, 0, false), Numbers(await Site(given)));
    }

    [Theory, EveryEngine]
    public async Task Lists_are_narrowed_ordered_paged_and_summed_over_the_tree(EngineUnderTest engine)
    {
        await using var given = await AnRa(engine);
        await given.AnOrganisation(North, "Dorset North", OrganisationKind.RegistrationAuthority, Given.Given.Ra);
        await given.AnOrganisation(OdsCode.Parse("Y00001"), "Mill Lane Surgery", OrganisationKind.GpPractice, North);
        await given.ASponsor();
        await given.AnIdChecker();

        Assert.Equal(["FX111", "Y00001", "FW844"], Codes(await Sites(given, CoverageGap.All)));
        Assert.Equal(["FX111", "Y00001"], Codes(await Sites(given, CoverageGap.Any)));
        Assert.Equal(["FX111", "Y00001"], Codes(await Sites(given, CoverageGap.NoSponsor)));
        Assert.Equal(["FX111", "Y00001"], Codes(await Sites(given, CoverageGap.NoChecker)));
        Assert.Equal(3, (await Sites(given, CoverageGap.NoUnlocker)).Total);
        Assert.Equal(["FW844"], Codes(await Sites(given, CoverageGap.Complete)));
        Assert.Equal(["Y00001"], Codes(await Sites(given, CoverageGap.Any, OrganisationKind.GpPractice)));
        var second = await given.With((CoverageQueries q) => q.SitesAsync(Given.Given.Ra, CoverageGap.All, null, CoverageOrder.Code, true, 1, 1, None));
        Assert.Equal((3, "FX111"), (second.Total, second.Rows[0].Code.Value));
        Assert.Equal(new CoverageSummary(3, 2, 2, 2, 3, 0), await given.With((CoverageQueries q) => q.SummaryAsync(Given.Given.Ra, None)));
        Assert.Equal(new CoverageSummary(1, 1, 1, 1, 1, 0), await given.With((CoverageQueries q) => q.SummaryAsync(North, None)));
        var exported = await given.With(async (CoverageQueries q) =>
        {
            var all = new List<string>();
            await foreach (var site in q.AllSitesAsync(Given.Given.Ra, CoverageGap.Any, null, CoverageOrder.Name, false, None))
            {
                all.Add(site.Code.Value);
            }

            return all;
        });
        Assert.Equal(["FX111", "Y00001"], exported);
    }

    [Theory, EveryEngine]
    public async Task The_map_counts_each_branch_with_everything_below_it(EngineUnderTest engine)
    {
        await using var given = await AnRa(engine);
        await given.AnOrganisation(North, "Dorset North", OrganisationKind.RegistrationAuthority, Given.Given.Ra);
        await given.AnOrganisation(OdsCode.Parse("Y00001"), "Mill Lane Surgery", OrganisationKind.GpPractice, North);
        await given.AnOrganisation(OdsCode.Parse("Y00002"), "Church Street Surgery", OrganisationKind.GpPractice, North);
        await given.ASponsor();
        await given.AnIdChecker();

        var branches = await given.With((CoverageQueries q) => q.BranchesAsync(Given.Given.Ra, 0, 20, None));

        Assert.Equal(3, branches.Total);
        Assert.Equal(["RA1NO 2 2 False", "FX111 1 1 True", "FW844 1 0 True"], branches.Rows.Select(b => $"{b.Organisation.Code} {b.Sites} {b.WithGap} {b.Itself is not null}"));
    }

    [Theory, EveryEngine]
    public async Task People_positions_and_requests_of_an_organisation_are_paged_and_filtered(EngineUnderTest engine)
    {
        await using var given = await AnRa(engine);
        var sponsor = await given.ASponsor();
        var dispenser = await given.ADispenserPosition();
        foreach (var name in new[] { "Anna", "Berta", "Cleo", "Dora", "Nadia" })
        {
            await given.Somebody($"{name} Dispenser", Given.Given.Pharmacy, dispenser);
        }

        await given.With((CareIdentity.Requests.RaiseRegistration raise) => raise.ExecuteAsync(Tests.Given.GivenPeople.Registration(Tests.Given.GivenPeople.Asha, given.Today, null), sponsor, None));

        Task<PeopleHere> People(string? text, bool staff, int skip = 0, int take = 20) => given.With((AtOrganisationQueries q) => q.PeopleAsync(Given.Given.Pharmacy, text, staff, skip, take, None));

        Assert.Equal((6, 2), ((await People(null, false, 4)).Total, (await People(null, false, 4)).Rows.Count));
        Assert.Equal("Nadia Dispenser", Assert.Single((await People("nadia", false)).Rows).FullName);
        Assert.Equal("Sam Sponsor", Assert.Single((await People(null, true)).Rows).FullName);
        Assert.Equal("Dispenser", Assert.Single((await People("nadia", false)).Rows[0].Positions).Name);
        Assert.Equal(0, (await People("%", false)).Rows.Count(p => p.FullName.Contains('%', StringComparison.Ordinal)));
        var positions = await given.With((AtOrganisationQueries q) => q.PositionsAsync(Given.Given.Pharmacy, "disp", false, 0, 20, None));
        Assert.Equal(("Dispenser", 5), (Assert.Single(positions.Rows).Name, positions.Rows[0].Holders));
        Assert.Empty((await given.With((AtOrganisationQueries q) => q.PositionsAsync(Given.Given.Pharmacy, null, true, 0, 20, None))).Rows);
        Assert.Equal("Asha Patel", Assert.Single((await given.With((AtOrganisationQueries q) => q.OpenRequestsAsync(Given.Given.Pharmacy, null, 0, 20, None))).Rows).SubjectName);
        Assert.Empty((await given.With((AtOrganisationQueries q) => q.OpenRequestsAsync(Given.Given.Pharmacy, Guid.CreateVersion7(), 0, 20, None))).Rows);
        Assert.Empty((await given.With((AtOrganisationQueries q) => q.OpenRequestsAsync(Given.Given.OtherPharmacy, null, 0, 20, None))).Rows);
    }

    private static Task<Given.Given> AnRa(EngineUnderTest engine) => Given.Given.AnRaAsync(engine, services => services.AddReports());

    private static async Task<CoverageSite> Site(Given.Given given) => (await given.With((CoverageQueries q) => q.SiteAsync(Given.Given.Pharmacy, None)))!;

    private static Task<CoveragePage> Sites(Given.Given given, CoverageGap gap, OrganisationKind? kind = null) =>
        given.With((CoverageQueries q) => q.SitesAsync(Given.Given.Ra, gap, kind, CoverageOrder.People, false, 0, 20, None));

    private static IEnumerable<string> Codes(CoveragePage page) => page.Rows.Select(site => site.Code.Value);

    private static (int Sponsors, int Checkers, int Unlockers, int People, bool Complete) Numbers(CoverageSite site) =>
        (site.Sponsors, site.Checkers, site.Unlockers, site.People, site.MeetsPolicy);
}
