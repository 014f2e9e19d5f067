using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Staff;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Staff;

/// <summary>RA staff are appointed by letter, work once they have signed, and stop at once (features.md row 55).</summary>
public sealed class AppointmentTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, EveryEngine]
    public async Task Who_is_appointed_works_from_the_moment_in_which_they_accept_the_agreement(EngineUnderTest engine)
    {
        await using var given = await GivenStaff.Async(engine);
        var nadia = await given.ADispenser();
        var assignment = (await given.Appoint(nadia, given.Unlocker, given.Manager, given.Sponsor)).Value;
        var unlocker = await given.As(nadia, assignment);

        var before = await given.May(unlocker);
        var waiting = await given.View(assignment);
        var notRead = await given.Agree(assignment, nadia, accepted: false);
        var another = await given.Agree(assignment, given.Manager);
        given.Ra.Clock.Advance(TimeSpan.FromMinutes(1));
        var agreed = await given.Agree(assignment, nadia);
        var again = await given.Agree(assignment, nadia);

        Assert.Equal("access.not-agreed", before);
        Assert.Equal((StaffState.AgreementMissing, "Olive Owner", given.Today.AddDays(28)), (waiting!.State, waiting.Letter!.SignedBy, waiting.TrainingDueOn));
        Assert.Equal("Mary Manager", waiting.RecordedBy);
        Assert.Equal("staff.agreement-not-accepted", notRead.Refusal?.Code);
        Assert.Equal("staff.not-your-agreement", another.Refusal?.Code);
        Assert.Null(agreed.Refusal);
        Assert.Equal("staff.already-agreed", again.Refusal?.Code);
        Assert.Null(await given.May(unlocker));
        Assert.Equal(StaffState.TrainingDue, (await given.View(assignment))!.State);
        Assert.Equal("staff.not-found", (await given.Agree(Guid.NewGuid(), nadia)).Refusal?.Code);
        Assert.Contains(await given.History(nadia), line => line.StartsWith("Recorded the appointment as Unlocker at FW844 by Olive Owner (Owner)", StringComparison.Ordinal));
        Assert.Contains("Accepted the agreement of RA staff, version 2026-1, for Unlocker at FW844.", await given.History(nadia));
    }

    [Theory, EveryEngine]
    public async Task Nobody_appoints_above_their_level_outside_their_tree_themselves_or_alone(EngineUnderTest engine)
    {
        await using var given = await GivenStaff.Async(engine);
        var nadia = await given.ADispenser();
        var managing = await given.Ra.APosition(Given.Given.Ra, "Second RA Manager", "R5080");
        var elsewhere = await given.Ra.APosition(Given.Given.ForeignPharmacy, "Unlocker", "R8008", "X0002");
        var counter = await given.Ra.APosition(Given.Given.Pharmacy, "Counter", "R8008");
        var beside = await given.Ra.ASponsor(Given.Given.OtherPharmacy, "Olga Beside");

        async Task<string?> Refused(Guid position, Actor by, Actor? seenBy) => (await given.Appoint(nadia, position, by, seenBy)).Refusal?.Code;

        Assert.Equal("access.not-allowed", await Refused(managing, given.Manager, given.Agent));
        Assert.Equal("access.out-of-scope", await Refused(elsewhere, given.Manager, given.Agent));
        Assert.Equal("access.not-allowed", await Refused(given.Unlocker, given.Agent, given.Sponsor));
        Assert.Equal("access.not-allowed", await Refused(given.Unlocker, given.Sponsor, given.Agent));
        Assert.Equal("staff.not-an-ra-position", await Refused(counter, given.Manager, given.Sponsor));
        Assert.Equal("position.not-found", await Refused(Guid.NewGuid(), given.Manager, given.Sponsor));
        Assert.Equal("staff.second-person", await Refused(given.Unlocker, given.Manager, null));
        Assert.Equal("staff.second-person", await Refused(given.Unlocker, given.Manager, given.Manager));
        Assert.Equal("staff.second-person", await Refused(given.Unlocker, given.Manager, nadia));
        Assert.Equal("staff.second-person", await Refused(given.Unlocker, given.Manager, beside));
        Assert.Equal("duty.own-profile", (await given.Appoint(given.Manager, given.Unlocker, given.Manager, given.Sponsor)).Refusal?.Code);
        Assert.Null(await Refused(given.Unlocker, given.Manager, given.Agent));
    }

    [Theory, EveryEngine]
    public async Task A_letter_says_who_signed_it_as_what_and_not_too_long_ago(EngineUnderTest engine)
    {
        await using var given = await GivenStaff.Async(engine);
        var nadia = await given.ADispenser();

        async Task<string?> Refused(AppointmentLetter letter) => (await given.Appoint(nadia, given.Unlocker, given.Manager, given.Sponsor, letter)).Refusal?.Code;

        Assert.Equal("staff.letter-incomplete", await Refused(given.Letter with { SignedBy = " " }));
        Assert.Equal("staff.letter-incomplete", await Refused(given.Letter with { SignedAs = "" }));
        Assert.Equal("staff.letter-incomplete", await Refused(given.Letter with { Reference = new string('x', 201) }));
        Assert.Equal("staff.letter-date", await Refused(given.Letter with { SignedOn = given.Today.AddDays(1) }));
        Assert.Equal("staff.letter-date", await Refused(given.Letter with { SignedOn = given.Today.AddMonths(-12).AddDays(-1) }));
        Assert.Null(await Refused(given.Letter with { SignedOn = given.Today.AddMonths(-12) }));
        Assert.Equal("assignment.already-held", await Refused(given.Letter));
    }

    [Theory, EveryEngine]
    public async Task A_position_of_RA_staff_that_was_given_without_a_letter_works_when_the_letter_is_recorded(EngineUnderTest engine)
    {
        await using var given = await GivenStaff.Async(engine);
        var nadia = await given.ADispenser();
        var assignment = (await given.Ra.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = nadia.ProfileId, PositionId = given.Unlocker, StartsOn = given.Today, SponsorId = given.Sponsor.ProfileId, Reason = "Asked by telephone" }, given.Manager, None))).Value;
        var unlocker = await given.As(nadia, assignment);
        Task<Outcome<Done>> Record(Guid id, Actor by) => given.Ra.With((RecordLetter record) => record.ExecuteAsync(new RecordLetterRequest { AssignmentId = id, Letter = given.Letter }, by, None));

        Assert.Equal("access.not-appointed", await given.May(unlocker));
        Assert.Equal(StaffState.LetterMissing, (await given.View(assignment))!.State);
        Assert.Equal("staff.not-found", (await Record(Guid.NewGuid(), given.Manager)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await Record(assignment, given.Agent)).Refusal?.Code);
        Assert.Equal("staff.not-found", (await given.Suspend(assignment, given.Manager)).Refusal?.Code);
        Assert.Null((await Record(assignment, given.Manager)).Refusal);
        Assert.Equal("staff.already-appointed", (await Record(assignment, given.Manager)).Refusal?.Code);
        Assert.Equal("access.not-agreed", await given.May(unlocker));
        Assert.Null((await given.Agree(assignment, nadia)).Refusal);
        Assert.Null(await given.May(unlocker));
    }

    [Theory, EveryEngine]
    public async Task The_database_refuses_who_would_record_their_own_appointment_or_training(EngineUnderTest engine)
    {
        await using var given = await GivenStaff.Async(engine);

        var appointment = await given.Ra.InDb(async db =>
        {
            var theirs = await db.RaAppointments.AsNoTracking().FirstAsync(a => a.ProfileId == given.Manager.ProfileId, None);
            return await db.Database.ExecuteSqlAsync($"update ra_appointments set recorded_by = profile_id where assignment_id = {theirs.AssignmentId}", None).ContinueWith(task => task.IsFaulted, TaskScheduler.Default);
        });
        var training = await given.Ra.InDb(db =>
            db.Database.ExecuteSqlAsync($"update ra_trainings set recorded_by = profile_id where profile_id = {given.Manager.ProfileId}", None).ContinueWith(task => task.IsFaulted, TaskScheduler.Default));

        Assert.True(appointment);
        Assert.True(training);
    }

    [Theory, EveryEngine]
    public async Task A_suspended_role_does_nothing_and_helps_nobody_until_it_is_lifted(EngineUnderTest engine)
    {
        await using var given = await GivenStaff.Async(engine);
        var assignment = given.Sponsor.AssignmentId!.Value;

        Assert.Equal("staff.reason-missing", (await given.Suspend(assignment, given.Manager, reason: " ")).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await given.Suspend(assignment, given.Agent)).Refusal?.Code);
        Assert.Equal("staff.not-suspended", (await given.Suspend(assignment, given.Manager, suspended: false)).Refusal?.Code);
        Assert.Null((await given.Suspend(assignment, given.Manager)).Refusal);
        Assert.Equal("staff.already-suspended", (await given.Suspend(assignment, given.Manager)).Refusal?.Code);
        Assert.Equal("access.role-suspended", await given.May(given.Sponsor, RaFunction.RaiseRequest));
        Assert.Empty(await given.Ra.With((SponsorQueries sponsors) => sponsors.OfAsync(Given.Given.Pharmacy, None)));
        Assert.Equal("staff.second-person", (await given.Appoint(await given.ADispenser(), given.Unlocker, given.Manager, given.Sponsor)).Refusal?.Code);
        Assert.Null((await given.Suspend(assignment, given.Manager, suspended: false, reason: "Cleared up")).Refusal);
        Assert.Null(await given.May(given.Sponsor, RaFunction.RaiseRequest));
        Assert.Equal("access.not-allowed", (await given.Suspend(given.Manager.AssignmentId!.Value, given.Manager)).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task When_a_role_ends_open_work_goes_to_the_successor_or_back_to_everybody(EngineUnderTest engine)
    {
        await using var given = await GivenStaff.Async(engine);
        var other = await given.Ra.AnRaAgent(name: "Rita Other");
        var references = new List<RequestReference>();
        for (var i = 0; i < 2; i++)
        {
            given.Ra.Clock.Advance(TimeSpan.FromMinutes(1));
            var raised = (await given.Ra.With((RaiseRegistration raise) => raise.ExecuteAsync(
                GivenPeople.Registration(GivenPeople.Asha with { GivenName = $"Asha{(char)('a' + i)}" }, given.Today, given.Unlocker), given.Sponsor, None))).Value;
            references.Add(raised.Registration);
        }

        var ids = await given.Ra.InDb(db => db.AccessRequests.Where(r => references.Contains(r.Reference)).Select(r => r.Id).ToListAsync(None));
        foreach (var id in ids)
        {
            Assert.Null((await given.Ra.With((HandOverRequest over) => over.ExecuteAsync(new HandOverRequestRequest { RequestId = id, Colleague = given.Agent.ProfileId }, given.Agent, None))).Refusal);
        }

        Task<Outcome<Done>> Remove(Guid? successor) => given.Ra.With((RemoveAssignment remove) => remove.ExecuteAsync(
            new RemoveAssignmentRequest { AssignmentId = given.Agent.AssignmentId!.Value, Successor = successor, Reason = "Left the team" }, given.Manager, None));

        var open = await given.Ra.With((IEnumerable<IHandsOverWork> work) => work.Single().WhatIsOpenAsync(given.Agent.ProfileId, None));
        var cannot = await Remove(given.Sponsor.ProfileId);
        var still = await given.May(given.Agent, RaFunction.IssueSmartcard);
        var done = await Remove(other.ProfileId);
        var now = await given.Ra.InDb(db => db.AccessRequests.Where(r => ids.Contains(r.Id)).Select(r => r.AssignedTo).ToListAsync(None));

        Assert.Equal(2, open.Count);
        Assert.Equal("staff.successor-cannot", cannot.Refusal?.Code);
        Assert.Null(still);
        Assert.Null(done.Refusal);
        Assert.All(now, to => Assert.Equal(other.ProfileId, to));
        Assert.Equal("access.role-not-held", await given.May(given.Agent, RaFunction.IssueSmartcard));
        Assert.Equal("staff.over", (await given.Suspend(given.Agent.AssignmentId!.Value, given.Manager)).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task The_list_shows_where_something_is_missing_here_and_below(EngineUnderTest engine)
    {
        await using var given = await GivenStaff.Async(engine);
        var nadia = await given.ADispenser();
        await given.Appoint(nadia, given.Unlocker, given.Manager, given.Sponsor);
        Task<StaffPage> List(OdsCode at, StaffReach reach, bool attention, string? text = null) => given.Ra.With((StaffQueries queries) => queries.AtAsync(new StaffFilter { Organisation = at, Reach = reach, Attention = attention, Text = text }, 0, 20, None));

        Assert.Equal(["Nadia Dispenser", "Sam Sponsor"], (await List(Given.Given.Pharmacy, StaffReach.Here, false)).Rows.Select(r => r.FullName));
        Assert.Equal(4, (await List(Given.Given.Ra, StaffReach.Below, false)).Total);
        Assert.Equal("Nadia Dispenser", Assert.Single((await List(Given.Given.Ra, StaffReach.Below, true)).Rows).FullName);
        Assert.Equal("Sam Sponsor", Assert.Single((await List(Given.Given.Pharmacy, StaffReach.Here, false, "sponsor")).Rows).FullName);
        Assert.Equal(1, await given.Ra.With((StaffQueries queries) => queries.CountWantingAsync(Given.Given.Ra, None)));

        // What another Registration Authority is nearer to is for that one to see to.
        var (nearer, site) = (OdsCode.Parse("RA3NE"), OdsCode.Parse("FN333"));
        _ = (await given.Ra.AnOrganisation(nearer, "A nearer RA", OrganisationKind.RegistrationAuthority, Given.Given.Ra)).Value;
        _ = (await given.Ra.AnOrganisation(site, "A pharmacy of it", OrganisationKind.Pharmacy, nearer)).Value;
        await given.Ra.Somebody("Una Unlocker", site, await given.Ra.APosition(site, "Unlocker", "R8008", "X0002"));
        Assert.Equal(["Nadia Dispenser", "Una Unlocker"], (await List(Given.Given.Ra, StaffReach.Below, true)).Rows.Select(r => r.FullName));
        Assert.Equal("Nadia Dispenser", Assert.Single((await List(Given.Given.Ra, StaffReach.Ours, true)).Rows).FullName);
        Assert.Equal((1, 1), (await given.Ra.With((StaffQueries queries) => queries.CountWantingAsync(Given.Given.Ra, None)), await given.Ra.With((StaffQueries queries) => queries.CountWantingAsync(nearer, None))));
        Assert.Equal(["Pharmacy manager and sponsor", "Unlocker"], (await given.Ra.With((StaffQueries queries) => queries.PositionsAsync(Given.Given.Pharmacy, None))).Select(p => p.Name));
    }
}
