using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Reports;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Access;
using Xunit;

namespace CareIdentity.Tests.Reports;

/// <summary>Lists of ten thousand: the first page and the last are right, and the effect of a change still counts everybody.</summary>
public sealed class LongListTests
{
    private const int Many = 10_000;
    private const int Page = 20;

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task People_positions_holders_history_and_organisations_below_are_paged_to_their_end(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine, services => services.AddReports());
        var dispenser = await given.ADispenserPosition();
        await FillAsync(given, dispenser);

        var people = await Ends(skip => given.With((AtOrganisationQueries queries) => queries.PeopleAsync(Given.Given.Pharmacy, null, false, skip, Page, None)));
        var positions = await Ends(skip => given.With((AtOrganisationQueries queries) => queries.PositionsAsync(Given.Given.OtherPharmacy, null, false, skip, Page, None)));
        var holders = await Ends(skip => given.With((PositionHolderQueries queries) => queries.OfAsync(dispenser, null, skip, Page, None)));
        var below = await Ends(skip => given.With((OrganisationQueries queries) => queries.ChildrenAsync(Given.Given.OtherRa, null, false, skip, Page, None)));
        var history = await Ends(skip => given.With((AuditQueries queries) => queries.HistoryAsync(AuditSubject.Organisation(Given.Given.ForeignPharmacy), skip, Page, None)));
        var effect = (await given.With((PositionEffectQueries effects) => effects.OfAsync(dispenser, PositionLifeTests.Terms("R8003", "B0570"), null, Many - Page, Page, None))).Value!;

        Assert.Equal((Many, "Nadia Number00000", "Nadia Number09999"), (people.First.Total, people.First.Rows[0].FullName, people.Last.Rows[^1].FullName));
        Assert.Equal((Many, "Position 00000", "Position 09999"), (positions.First.Total, positions.First.Rows[0].Name, positions.Last.Rows[^1].Name));
        Assert.Equal((Many, "Nadia Number00000", "Nadia Number09999"), (holders.First.Total, holders.First.Rows[0].FullName, holders.Last.Rows[^1].FullName));
        Assert.True(below.First.Total > Many, "the pharmacy that was there is one of them");
        Assert.Equal(("M0000", "M9999"), (below.First.Rows[0].Code.Value, below.Last.Rows[^1].Code.Value));
        Assert.True(history.First.Total >= Many, $"{history.First.Total}");
        Assert.Equal(Page, history.Last.Lines.Count);
        Assert.Equal((Many, Many, "Nadia Number09999"), (effect.Holders, effect.WhoGain, effect.Page[^1].Holder.FullName));
    }

    private static async Task<(T First, T Last)> Ends<T>(Func<int, Task<T>> page) => (await page(0), await page(Many - Page));

    /// <summary>By the way in which the generator of a population fills a database.</summary>
    private static async Task FillAsync(Given.Given given, Guid dispenser)
    {
        var at = given.Clock.GetUtcNow();
        var profiles = Enumerable.Range(0, Many).Select(i =>
        {
            var profile = new Profile { Id = Guid.CreateVersion7(at), Uuid = UserUuid.Parse($"4{i:D11}"), Kind = ProfileKind.Person, CreatedAt = at, RegisteredAt = Given.Given.Pharmacy };
            profile.Describe(new PersonalDetails { GivenName = "Nadia", FamilyName = $"Number{i:D5}", DateOfBirth = new DateOnly(1980, 1, 1) });
            profile.Verify(at);
            return profile;
        }).ToList();
        var positions = Enumerable.Range(0, Many).Select(i => new Position
        {
            Id = Guid.CreateVersion7(at),
            Organisation = Given.Given.OtherPharmacy,
            Name = $"Position {i:D5}",
            CreatedBy = Guid.Empty,
            ApprovalNote = "Set up",
            CreatedAt = at,
        }).ToList();
        var organisations = Enumerable.Range(0, Many).Select(i =>
        {
            var organisation = new Organisation { Code = OdsCode.Parse($"M{i:D4}") };
            organisation.Describe(new OrganisationDetails { Name = $"Branch {i:D4}", Kind = OrganisationKind.Pharmacy });
            organisation.PlaceUnder(Given.Given.OtherRa);
            return organisation;
        }).ToList();
        Assert.Null(await given.InDb(async db =>
        {
            db.AddMany(profiles);
            db.AddMany(positions);
            db.AddMany(profiles.ConvertAll(p => PositionAssignment.Granted(p.Id, dispenser, given.Today, null, new GrantedBy(null, null, null), at)));
            db.AddMany(organisations);
            new AuditTrail(db, given.Clock).RecordMany(
                Actor.Service,
                positions.Select(p => (Reason.None, (CareEvent)new PositionCreated { PositionId = p.Id, Name = p.Name, Organisation = Given.Given.ForeignPharmacy, AccessProfiles = [] })));
            return await db.SaveAsync(None);
        }));
    }
}
