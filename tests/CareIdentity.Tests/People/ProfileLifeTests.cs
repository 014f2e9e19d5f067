using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using Xunit;

namespace CareIdentity.Tests.People;

/// <summary>Details change with a reason, a leaver's access ends everywhere at once, and a reopened profile remembers.</summary>
public sealed class ProfileLifeTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task A_leavers_positions_and_requests_end_in_the_commit_that_closes_the_profile(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (agent, sponsor) = (await given.AnRaAgent(), await given.ASponsor());
        var nadia = await Nadia(given);
        var other = await given.APosition(Given.Given.Pharmacy, "Pharmacist", "R1290");
        var asked = await given.With((RaiseAssignment raise) => raise.ExecuteAsync(
            new RaiseAssignmentRequest { ProfileId = nadia.ProfileId, PositionId = other, StartsOn = given.Today, Note = "Promoted" }, sponsor, None));
        given.Clock.Advance(TimeSpan.FromMinutes(1));

        var preview = await given.With((EndingQueries endings) => endings.OfProfileAsync(nadia.ProfileId, None));
        var closed = await given.With((CloseProfile close) => close.ExecuteAsync(new CloseProfileRequest { ProfileId = nadia.ProfileId, Reason = "Retired" }, agent, None));
        var positions = await given.With((PositionQueries queries) => queries.OfProfileAsync(nadia.ProfileId, None));
        var request = await given.With((RequestQueries queries) => queries.FindAsync(asked.Value, sponsor, None));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(nadia.ProfileId), 0, 10, None));
        var working = await given.With((Authority authority) => authority.CheckAsync(nadia, RaFunction.FindProfiles, Given.Given.Pharmacy, None));

        Assert.Null(closed.Refusal);
        Assert.Equal(["Position Dispenser at FW844", $"Open request {asked.Value} for Nadia Dispenser"], preview);
        Assert.All(positions, position => Assert.NotNull(position.RemovedAt));
        Assert.Equal(RequestState.Withdrawn, request!.State);
        Assert.Contains(history.Lines, line => line is { Type: "ProfileClosed", Reason: "Retired" });
        Assert.Contains(history.Lines, line => line is { Type: "AssignmentRemoved", Reason: "Retired" });
        Assert.NotNull(working);
    }

    [Theory]
    [EveryEngine]
    public async Task A_reopened_profile_has_no_access_and_its_duties_still_bind(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (agent, sponsor, second) = (await given.AnRaAgent(), await given.ASponsor(), await given.AnRaAgent(name: "Rita Agent"));
        var nadia = await Nadia(given);
        var other = await given.APosition(Given.Given.Pharmacy, "Pharmacist", "R1290");
        await given.With((RaiseAssignment raise) => raise.ExecuteAsync(
            new RaiseAssignmentRequest { ProfileId = nadia.ProfileId, PositionId = other, StartsOn = given.Today, Note = "Promoted" }, sponsor, None));
        await given.With((CloseProfile close) => close.ExecuteAsync(new CloseProfileRequest { ProfileId = nadia.ProfileId, Reason = "Left" }, agent, None));

        var bySponsor = await given.With((ReopenProfile reopen) => reopen.ExecuteAsync(new ReopenProfileRequest { ProfileId = nadia.ProfileId, Reason = "Back" }, sponsor, None));
        var reopened = await given.With((ReopenProfile reopen) => reopen.ExecuteAsync(new ReopenProfileRequest { ProfileId = nadia.ProfileId, Reason = "Back" }, second, None));
        var again = await given.With((ReopenProfile reopen) => reopen.ExecuteAsync(new ReopenProfileRequest { ProfileId = nadia.ProfileId, Reason = "Back" }, second, None));
        var positions = await given.With((PositionQueries queries) => queries.OfProfileAsync(nadia.ProfileId, None));
        var duty = await given.With((DutyLedger duties) => duties.WouldRefuseAsync(nadia.ProfileId, sponsor.ProfileId, DutySide.Agent, None));

        Assert.Equal("access.not-allowed", bySponsor.Refusal?.Code);
        Assert.Null(reopened.Refusal);
        Assert.Equal("profile.not-closed", again.Refusal?.Code);
        Assert.All(positions, position => Assert.NotNull(position.RemovedAt));
        Assert.Equal("duty.sponsor-cannot-act", duty?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task A_change_of_name_needs_a_reason_is_found_at_once_and_stays_in_the_history(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (agent, nadia) = (await given.AnRaAgent(), await Nadia(given));
        var now = await Details(given, nadia.ProfileId);
        given.Clock.Advance(TimeSpan.FromMinutes(1));

        async Task<Outcome<Done>> Change(PersonalDetails details, string reason, Actor by) => await given.With((ChangeDetails change) => change.ExecuteAsync(
            new ChangeDetailsRequest { ProfileId = nadia.ProfileId, Details = details, Reason = reason }, by, None));

        var withoutReason = await Change(now with { FamilyName = "Okafor" }, "", agent);
        var nothing = await Change(now, "No change", agent);
        var changed = await Change(now with { FamilyName = "Okafor" }, "Marriage certificate seen", agent);
        var found = await given.With((ProfileQueries queries) => queries.SearchAsync("Okafor", 10, None));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(nadia.ProfileId), 0, 1, None));

        Assert.Equal("profile.reason-missing", withoutReason.Refusal?.Code);
        Assert.Equal("profile.nothing-changed", nothing.Refusal?.Code);
        Assert.Null(changed.Refusal);
        Assert.Equal("Nadia Okafor", Assert.Single(found).FullName);
        Assert.Equal("Changed family name from Dispenser to Okafor.", history.Lines[0].InWords);
    }

    [Theory]
    [EveryEngine]
    public async Task Somebody_changes_how_they_are_reached_themselves_and_nothing_else(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var agent = await given.AnRaAgent();
        var now = await Details(given, agent.ProfileId);

        async Task<string?> Change(PersonalDetails details) => (await given.With((ChangeDetails change) => change.ExecuteAsync(
            new ChangeDetailsRequest { ProfileId = agent.ProfileId, Details = details, Reason = "" }, agent, None))).Refusal?.Code;

        Assert.Null(await Change(now with { Mobile = "07700 900123" }));
        Assert.Equal("duty.own-profile", await Change(now with { FamilyName = "Somebody" }));
    }

    [Theory]
    [EveryEngine]
    public async Task A_foreign_RA_and_the_person_themselves_do_not_close_a_profile(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (agent, foreign, nadia) = (await given.AnRaAgent(), await given.AnRaAgent(Given.Given.OtherRa, "Dawn Devon"), await Nadia(given));

        async Task<string?> Close(Guid profile, Actor by, string reason = "Left") => (await given.With((CloseProfile close) => close.ExecuteAsync(
            new CloseProfileRequest { ProfileId = profile, Reason = reason }, by, None))).Refusal?.Code;

        Assert.Equal("access.out-of-scope", await Close(nadia.ProfileId, foreign));
        Assert.Equal("duty.own-profile", await Close(agent.ProfileId, agent));
        Assert.Equal("profile.reason-missing", await Close(nadia.ProfileId, agent, " "));
        Assert.Null(await Close(nadia.ProfileId, agent));
        Assert.Equal("profile.closed", await Close(nadia.ProfileId, agent));
    }

    private static async Task<Actor> Nadia(Given.Given given) => await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, await given.ADispenserPosition());

    private static Task<PersonalDetails> Details(Given.Given given, Guid profile) => given.InDb(async db => (await db.Profiles.FindAsync(profile))!.Described);
}
