using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Reports;
using CareIdentity.Testing.Engines;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CareIdentity.Tests.Access;

/// <summary>FFFFF: registered pharmacy staff, at most twelve months, given by the RA that looks after one of their sites; and a register of all of it.</summary>
public sealed class LocumPositionTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly OdsCode Locums = OdsCode.NationalLocumPharmacy;

    [Theory]
    [EveryEngine]
    public async Task A_registered_locum_gets_it_from_an_RA_of_one_of_their_sites_for_at_most_twelve_months(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine, services => services.AddReports());
        var (agent, sponsor) = (await given.AnRaAgent(), await given.ASponsor());
        var (foreign, stranger) = (await given.AnRaAgent(Given.Given.OtherRa, "Dawn Devon"), await given.ASponsor(Given.Given.ForeignPharmacy, "Fay Foreign"));
        var position = await LocumPositionAsync(given);
        var (ruth, unregistered) = (await PharmacistAsync(given, "Ruth", "GPHC:2034567"), await PharmacistAsync(given, "Nora", "NMC:12A3456E"));
        async Task<string?> Give(Actor by, Guid to, DateOnly? until, Guid? asked) => (await given.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = to, PositionId = position, StartsOn = given.Today, ExpiresOn = until, SponsorId = asked, Reason = "Agency" }, by, None))).Refusal?.Code;
        var year = given.Today.AddMonths(12);

        Assert.Equal("access.out-of-scope", await Give(foreign, ruth, year, stranger.ProfileId));
        Assert.Equal("access.not-allowed", await Give(sponsor, ruth, year, null));
        Assert.Equal("assignment.sponsor-needed", await Give(agent, ruth, year, null));
        Assert.Equal("assignment.not-a-sponsor", await Give(agent, ruth, year, stranger.ProfileId));
        Assert.Equal("assignment.locum-not-registered", await Give(agent, unregistered, year, sponsor.ProfileId));
        Assert.Equal("assignment.locum-too-long", await Give(agent, ruth, null, sponsor.ProfileId));
        Assert.Equal("assignment.locum-too-long", await Give(agent, ruth, year.AddDays(1), sponsor.ProfileId));
        Assert.Null(await Give(agent, ruth, year, sponsor.ProfileId));
    }

    [Theory]
    [EveryEngine]
    public async Task Its_end_stays_within_twelve_months_of_its_start_and_who_may_give_it_takes_it_away(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine, services => services.AddReports());
        var (agent, sponsor, foreign) = (await given.AnRaAgent(), await given.ASponsor(), await given.AnRaAgent(Given.Given.OtherRa, "Dawn Devon"));
        var held = await HeldAsync(given, agent, sponsor);
        async Task<string?> Change(Actor by, DateOnly? until) => (await given.With((ChangeAssignment change) => change.ExecuteAsync(
            new ChangeAssignmentRequest { AssignmentId = held, ExpiresOn = until, Reason = "Longer" }, by, None))).Refusal?.Code;
        async Task<string?> Remove(Actor by) => (await given.With((RemoveAssignment remove) => remove.ExecuteAsync(
            new RemoveAssignmentRequest { AssignmentId = held, Reason = "Revoked" }, by, None))).Refusal?.Code;

        Assert.Equal("assignment.locum-too-long", await Change(agent, null));
        Assert.Equal("assignment.locum-too-long", await Change(agent, given.Today.AddMonths(12).AddDays(1)));
        Assert.Equal("access.out-of-scope", await Change(foreign, given.Today.AddMonths(12)));
        Assert.Null(await Change(agent, given.Today.AddMonths(12)));
        Assert.Equal("access.out-of-scope", await Remove(foreign));
        Assert.Null(await Remove(sponsor));
    }

    [Theory]
    [EveryEngine]
    public async Task The_register_has_everybody_who_was_given_one_for_those_whom_they_concern(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine, services => services.AddReports());
        var (agent, sponsor, foreign) = (await given.AnRaAgent(), await given.ASponsor(), await given.AnRaAgent(Given.Given.OtherRa, "Dawn Devon"));
        var root = await given.Somebody("Rosa Root", Given.Given.OtherRa, await given.APosition(Given.Given.OtherRa, "Root", "R5072"), RaRole.RootRaManager);
        var held = await HeldAsync(given, agent, sponsor);
        Task<LocumPage> Register(Actor by, LocumState state = LocumState.All, string? text = null) => given.With((LocumQueries locums) => locums.ListAsync(state, text, by, 0, 20, None));

        var line = Assert.Single((await Register(agent)).Lines);
        Assert.Equal(("Ruth Locum", "GPHC 2034567", "Locum pharmacist", given.Today, given.Today.AddMonths(2), "Ravi Agent", "Sam Sponsor"),
            (line.FullName, line.ProfessionalNumber!.ToString(), line.Position, line.StartsOn, line.ExpiresOn!.Value, line.GivenBy, line.Sponsor));
        Assert.Equal(LocumState.Ending, line.StateOn(given.Today));
        Assert.Equal((1, 1, 0), ((await Register(agent, LocumState.Now)).Total, (await Register(agent, LocumState.Ending)).Total, (await Register(agent, LocumState.Ended)).Total));
        Assert.Equal((1, 0), ((await Register(agent, text: "ruth")).Total, (await Register(agent, text: "somebody")).Total));
        Assert.Equal((0, 1), ((await Register(foreign)).Total, (await Register(root)).Total));

        await given.With((RemoveAssignment remove) => remove.ExecuteAsync(new RemoveAssignmentRequest { AssignmentId = held, Reason = "Revoked" }, agent, None));

        Assert.Equal((0, 1, 1), ((await Register(agent, LocumState.Now)).Total, (await Register(agent, LocumState.Ended)).Total, (await Register(agent)).Total));
        var all = new List<LocumLine>();
        await given.With(async (LocumQueries locums) =>
        {
            await foreach (var exported in await locums.AllAsync(LocumState.Ended, line.Uuid.Value, agent, None))
            {
                all.Add(exported);
            }

            return true;
        });
        Assert.Equal(LocumState.Ended, Assert.Single(all).StateOn(given.Today));
    }

    private static async Task<Guid> LocumPositionAsync(Given.Given given)
    {
        await given.AnOrganisation(Locums, "National locum pharmacy", OrganisationKind.NationalLocumPharmacy, null);
        return await given.APosition(Locums, "Locum pharmacist", "R1290");
    }

    private static async Task<Guid> PharmacistAsync(Given.Given given, string name, string number) => (await given.With((SetUpPerson setUp) => setUp.ExecuteAsync(
        new SetUpPersonRequest
        {
            Details = new PersonalDetails
            {
                GivenName = name,
                FamilyName = "Locum",
                DateOfBirth = new DateOnly(1980, 1, 2),
                ProfessionalNumber = ProfessionalNumber.TryParse(number, out var known) ? known : null,
            },
            Organisation = Given.Given.Pharmacy,
        },
        Actor.Service,
        None))).Value.ProfileId;

    private static async Task<Guid> HeldAsync(Given.Given given, Actor agent, Actor sponsor) => (await given.With(async (AssignPosition assign) => await assign.ExecuteAsync(
        new AssignPositionRequest
        {
            ProfileId = await PharmacistAsync(given, "Ruth", "GPHC:2034567"),
            PositionId = await LocumPositionAsync(given),
            StartsOn = given.Today,
            ExpiresOn = given.Today.AddMonths(2),
            SponsorId = sponsor.ProfileId,
            Reason = "Agency",
        },
        agent,
        None))).Value;
}
