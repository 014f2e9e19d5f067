using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;
using Microsoft.EntityFrameworkCore;
using static CareIdentity.Tests.Given.GivenPeople;

namespace CareIdentity.Tests.Requests;

public sealed class RegistrationThreadTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task An_unknown_person_is_requested_verified_and_given_a_position(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, checker, agent) = (await given.ASponsor(), await given.AnIdChecker(), await given.AnRaAgent());
        var raised = (await given.With((RaiseRegistration raise) => raise.ExecuteAsync(Registration(Asha, given.Today, ADispenser(given).Result), sponsor, None))).Value;

        var registered = (await given.With((AcceptRegistration accept) => accept.ExecuteAsync(
            new AcceptRegistrationRequest { RequestId = raised.RegistrationId, Person = Verified(Asha, given.Today) }, checker, None))).Value;
        given.Clock.Advance(TimeSpan.FromHours(1));
        var assigned = await given.With((AcceptAssignment accept) => accept.ExecuteAsync(
            new AcceptAssignmentRequest { RequestId = raised.AssignmentRequestId!.Value }, agent, None));

        Assert.Null(assigned.Refusal);
        var profile = await given.With((ProfileQueries people) => people.FindAsync(registered.Uuid, None));
        Assert.Equal((ProfileState.Verified, true), (profile!.State, profile.HasPhoto));
        var held = Assert.Single(await given.With((PositionQueries positions) => positions.OfProfileAsync(registered.ProfileId, None)));
        Assert.Equal(("Dispenser", "Ravi Agent", "Sam Sponsor"), (held.PositionName, held.GrantedBy, held.SponsoredBy));
        Assert.Equal(["B0820", "B0825"], held.AccessProfiles[0].Activities.Select(a => a.Code.Value));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(registered.ProfileId), 0, 20, None));
        Assert.Equal(["PositionAssigned", "AssignmentAccepted", "ProfileCreated"], history.Lines.Select(l => l.Type));
        Assert.All(history.Lines, line => Assert.NotEqual("", line.ActingAs));
    }

    [Theory]
    [EveryEngine]
    public async Task A_position_waits_until_the_person_is_registered(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, agent) = (await given.ASponsor(), await given.AnRaAgent());
        var raised = (await given.With((RaiseRegistration raise) => raise.ExecuteAsync(Registration(Asha, given.Today, ADispenser(given).Result), sponsor, None))).Value;

        var assigned = await given.With((AcceptAssignment accept) => accept.ExecuteAsync(new AcceptAssignmentRequest { RequestId = raised.AssignmentRequestId!.Value }, agent, None));

        Assert.Equal("request.waits-for-registration", assigned.Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task A_registration_that_is_rejected_takes_the_waiting_position_with_it(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, checker) = (await given.ASponsor(), await given.AnIdChecker());
        var raised = (await given.With((RaiseRegistration raise) => raise.ExecuteAsync(Registration(Asha, given.Today, ADispenser(given).Result), sponsor, None))).Value;

        var rejected = await given.With((RejectRequest reject) => reject.ExecuteAsync(new RejectRequestRequest { RequestId = raised.RegistrationId, Reason = "Not met in person" }, checker, None));

        Assert.Null(rejected.Refusal);
        Assert.Equal(2, await given.InDb(db => db.AccessRequests.CountAsync(r => r.State == RequestState.Rejected)));
    }

    [Theory]
    [EveryEngine]
    public async Task A_sponsor_of_another_organisation_cannot_raise_or_see_a_request_here(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, foreign) = (await given.ASponsor(), await given.ASponsor(Given.Given.OtherPharmacy, "Olga Other"));
        var raised = (await given.With((RaiseRegistration raise) => raise.ExecuteAsync(Registration(Asha, given.Today, null), sponsor, None))).Value;

        var refused = await given.With((RaiseRegistration raise) => raise.ExecuteAsync(Registration(Asha, given.Today, null), foreign, None));

        Assert.Equal("access.out-of-scope", refused.Refusal?.Code);
        Assert.Equal(nameof(RaFunction.RaiseRequest), refused.Refusal?.Help?.Function);
        Assert.Null(await given.With((RequestQueries requests) => requests.FindAsync(raised.Registration, foreign, None)));
        Assert.Equal(new RequestCounts(0, 0, 0), await given.With((RequestQueries requests) => requests.CountAsync(foreign, None)));
    }

    [Theory]
    [EveryEngine]
    public async Task Nobody_accepts_a_request_that_they_raised(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var both = await given.APosition(Given.Given.Pharmacy, "Sponsor and checker, set up wrongly", "R8008", "B1300", "B0267");
        var greedy = await given.Somebody("Greedy Manager", Given.Given.Pharmacy, both, RaRole.Sponsor, RaRole.IdChecker);
        var raised = (await given.With((RaiseRegistration raise) => raise.ExecuteAsync(Registration(Asha, given.Today, null), greedy, None))).Value;

        var accepted = await given.With((AcceptRegistration accept) => accept.ExecuteAsync(
            new AcceptRegistrationRequest { RequestId = raised.RegistrationId, Person = Verified(Asha, given.Today) }, greedy, None));

        Assert.Equal("request.own-request", accepted.Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task A_sponsor_who_becomes_an_RA_agent_still_cannot_grant_to_whom_they_sponsored(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, checker, other) = (await given.ASponsor(), await given.AnIdChecker(), await given.ASponsor(name: "Sol Second"));
        var raised = (await given.With((RaiseRegistration raise) => raise.ExecuteAsync(Registration(Asha, given.Today, null), sponsor, None))).Value;
        var asha = (await given.With((AcceptRegistration accept) => accept.ExecuteAsync(
            new AcceptRegistrationRequest { RequestId = raised.RegistrationId, Person = Verified(Asha, given.Today) }, checker, None))).Value;
        var asAgent = await Promote(given, sponsor);
        var dispenser = await given.ADispenserPosition();

        var assigned = await given.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = asha.ProfileId, PositionId = dispenser, StartsOn = given.Today, SponsorId = other.ProfileId, Reason = "Asked by telephone" }, asAgent, None));

        Assert.Equal("duty.sponsor-cannot-act", assigned.Refusal?.Code);
        Assert.Empty(await given.With((PositionQueries positions) => positions.OfProfileAsync(asha.ProfileId, None)));
    }

    [Theory]
    [EveryEngine]
    public async Task The_database_itself_refuses_a_sponsor_who_grants(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, checker) = (await given.ASponsor(), await given.AnIdChecker());
        var raised = (await given.With((RaiseRegistration raise) => raise.ExecuteAsync(Registration(Asha, given.Today, null), sponsor, None))).Value;
        var asha = (await given.With((AcceptRegistration accept) => accept.ExecuteAsync(
            new AcceptRegistrationRequest { RequestId = raised.RegistrationId, Person = Verified(Asha, given.Today) }, checker, None))).Value;
        var dispenser = await given.ADispenserPosition();

        async Task<int> Insert(Guid grantedBy, string side) => await given.InDb(db => db.Database.ExecuteSqlAsync(
            $"""
            insert into position_assignments (id, profile_id, position_id, version, starts_on, granted_at, granted_by, granted_by_side, sponsored_by, sponsored_by_side)
            values ({Guid.NewGuid()}, {asha.ProfileId}, {dispenser}, {Guid.NewGuid()}, {given.Today}, {given.Clock.GetUtcNow().UtcDateTime}, {grantedBy}, {side}, {sponsor.ProfileId}, 'Sponsor')
            """));

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Insert(sponsor.ProfileId, "Agent"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Insert(asha.ProfileId, "Agent"));
        Assert.Equal(1, await Insert(checker.ProfileId, "Agent"));
    }

    [Theory]
    [EveryEngine]
    public async Task Two_people_who_take_opposite_sides_at_once_do_not_both_succeed(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, checker) = (await given.ASponsor(), await given.AnIdChecker());
        var raised = (await given.With((RaiseRegistration raise) => raise.ExecuteAsync(Registration(Asha, given.Today, null), sponsor, None))).Value;
        await using var first = given.Database.CreateContext();
        await using var second = given.Database.CreateContext();
        var seenFirst = await first.AccessRequests.FirstAsync(r => r.Id == raised.RegistrationId);
        var seenSecond = await second.AccessRequests.FirstAsync(r => r.Id == raised.RegistrationId);
        seenFirst.Reject(checker.ProfileId, given.Clock.GetUtcNow(), "No");
        seenSecond.Reject(checker.ProfileId, given.Clock.GetUtcNow(), "No");
        new AuditTrail(first, given.Clock).Record(checker, Reason.None, new RequestRejected { RequestId = raised.RegistrationId, Reference = raised.Registration });
        new AuditTrail(second, given.Clock).Record(checker, Reason.None, new RequestRejected { RequestId = raised.RegistrationId, Reference = raised.Registration });

        Assert.Null(await first.SaveAsync(None));
        Assert.Equal("changed-by-someone-else", (await second.SaveAsync(None))?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task A_likely_duplicate_stops_the_registration_until_it_was_looked_at(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, checker) = (await given.ASponsor(), await given.AnIdChecker());
        var first = (await given.With((RaiseRegistration raise) => raise.ExecuteAsync(Registration(Asha, given.Today, null), sponsor, None))).Value;
        var known = (await given.With((AcceptRegistration accept) => accept.ExecuteAsync(
            new AcceptRegistrationRequest { RequestId = first.RegistrationId, Person = Verified(Asha, given.Today) }, checker, None))).Value;
        var twin = Asha with { GivenName = "Aysha", FamilyName = "Patle" };
        var again = (await given.With((RaiseRegistration raise) => raise.ExecuteAsync(Registration(twin, given.Today, null), sponsor, None))).Value;

        var stopped = await given.With((AcceptRegistration accept) => accept.ExecuteAsync(
            new AcceptRegistrationRequest { RequestId = again.RegistrationId, Person = Verified(twin, given.Today) }, checker, None));
        var confirmed = await given.With((AcceptRegistration accept) => accept.ExecuteAsync(
            new AcceptRegistrationRequest { RequestId = again.RegistrationId, Person = Verified(twin, given.Today, known.ProfileId) }, checker, None));

        Assert.Equal("profile.possible-duplicates", stopped.Refusal?.Code);
        Assert.Null(confirmed.Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task A_request_is_locked_to_its_reader_for_fifteen_minutes(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, checker, second) = (await given.ASponsor(), await given.AnIdChecker(), await given.AnIdChecker(name: "Ben Second"));
        var raised = (await given.With((RaiseRegistration raise) => raise.ExecuteAsync(Registration(Asha, given.Today, null), sponsor, None))).Value;

        Task<ViewLock?> Open(Actor reader) => given.With((RequestViewLock locks) => locks.TakeAsync(raised.RegistrationId, reader, None));
        var mine = await Open(checker);
        var theirs = await Open(second);
        var rejected = await given.With((RejectRequest reject) => reject.ExecuteAsync(new RejectRequestRequest { RequestId = raised.RegistrationId, Reason = "No" }, second, None));
        given.Clock.Advance(TimeSpan.FromMinutes(16));
        var later = await Open(second);

        Assert.Equal(("Hannah Checker", given.Clock.GetUtcNow().AddMinutes(-1)), (mine!.HolderName, mine.Until));
        Assert.Equal("Hannah Checker", theirs!.HolderName);
        Assert.Equal("request.locked", rejected.Refusal?.Code);
        Assert.Equal("Ben Second", later!.HolderName);
    }

    [Theory]
    [EveryEngine]
    public async Task A_change_without_an_audit_event_is_never_saved(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        await using var db = given.Database.CreateContext();
        var organisation = await db.Organisations.FirstAsync(o => o.Code == Given.Given.Pharmacy);
        organisation.ReachedBy("Nobody", null, null);

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveAsync(None));
    }

    private static Task<Guid> ADispenser(Given.Given given) => given.ADispenserPosition();

    /// <summary>Takes the sponsor's position away and makes them RA Agent.</summary>
    private static async Task<Actor> Promote(Given.Given given, Actor sponsor)
    {
        var agentPosition = await given.APosition(Given.Given.Ra, "RA Agent, new", "R5090");
        await given.InDb(async db =>
        {
            var old = await db.PositionAssignments.FirstAsync(a => a.Id == sponsor.AssignmentId);
            old.Remove(given.Clock.GetUtcNow());
            db.PositionAssignments.Add(new PositionAssignment
            {
                Id = Guid.NewGuid(),
                ProfileId = sponsor.ProfileId,
                PositionId = agentPosition,
                StartsOn = given.Today,
                GrantedAt = given.Clock.GetUtcNow(),
            });
            new AuditTrail(db, given.Clock).Record(Actor.Service, Reason.None, new TermsAccepted { ProfileId = sponsor.ProfileId, TermsVersion = "test" });
            return await db.SaveAsync(None);
        });
        await given.Appointed(sponsor.ProfileId);
        return await given.ActorIn(sponsor.ProfileId, sponsor.Name);
    }
}
