using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Staff;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Access.Attack;

/// <summary>Two who act in the same moment, on both engines: one wins, the other is refused in words, and decisions.md §2 holds afterwards.</summary>
public sealed class SeparationOfDutiesRaceTests
{
    private const int Rounds = 10;

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task Of_two_agents_who_accept_one_request_at_once_one_is_refused(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, one, other) = (await given.ASponsor(), await given.AnRaAgent(), await given.AnRaAgent(name: "Kirsty Agent"));
        var (dispenser, counter) = (await given.ADispenserPosition(), await given.APosition(Given.Given.Pharmacy, "Counter", "R8008"));
        for (var i = 0; i < Rounds; i++)
        {
            var subject = await given.Somebody($"Nadia Number{(char)('A' + i)}", Given.Given.Pharmacy, counter);
            await given.With((RaiseAssignment raise) => raise.ExecuteAsync(new RaiseAssignmentRequest { ProfileId = subject.ProfileId, PositionId = dispenser, StartsOn = given.Today, Note = "Needed" }, sponsor, None));
            var request = await given.InDb(db => db.AccessRequests.Where(r => r.SubjectId == subject.ProfileId).Select(r => r.Id).SingleAsync());

            var both = await Task.WhenAll(new[] { one, other }.Select(agent => given.With((AcceptAssignment accept) => accept.ExecuteAsync(new AcceptAssignmentRequest { RequestId = request }, agent, None))));

            Assert.Single(both, outcome => outcome.Refusal is null);
        }
    }

    [Theory]
    [EveryEngine]
    public async Task Nobody_becomes_sponsor_and_checker_by_two_appointments_at_once(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (one, other) = (await PositionLifeTests.AManager(given), await PositionLifeTests.AManager(given, "Piet Manager"));
        var sponsor = await given.ASponsor();
        var counter = await given.APosition(Given.Given.Pharmacy, "Counter", "R8008");
        var (sponsoring, checking) = (await given.APosition(Given.Given.Pharmacy, "Second sponsor", "R8008", "B1300"), await given.APosition(Given.Given.Pharmacy, "Second checker", "R8008", "B0267"));
        for (var i = 0; i < Rounds; i++)
        {
            var subject = await given.Somebody($"Nadia Number{(char)('A' + i)}", Given.Given.Pharmacy, counter);

            Task<Outcome<Guid>> Appoint(Actor manager, Guid position) => given.With((AssignPosition assign) => assign.ExecuteAsync(
                new AssignPositionRequest { ProfileId = subject.ProfileId, PositionId = position, StartsOn = given.Today, SponsorId = sponsor.ProfileId, Reason = "Letter" }, manager, None));
            var both = await Task.WhenAll(Appoint(one, sponsoring), Appoint(other, checking));

            Assert.Single(both, outcome => outcome.Refusal is null);
        }
    }

    /// <summary>Two clicks: the same person takes the same side for the same person twice, and of the two one is done.</summary>
    [Theory]
    [EveryEngine]
    public async Task Of_what_one_person_sends_twice_at_once_one_is_done(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, agent) = (await given.ASponsor(), await given.AnRaAgent());
        var (dispenser, counter) = (await given.ADispenserPosition(), await given.APosition(Given.Given.Pharmacy, "Counter", "R8008"));
        for (var i = 0; i < Rounds; i++)
        {
            var subject = await given.Somebody($"Nadia Number{(char)('A' + i)}", Given.Given.Pharmacy, counter);

            async Task<Refusal?> Send() => i % 2 == 0
                ? (await given.With((RaiseAssignment raise) => raise.ExecuteAsync(new RaiseAssignmentRequest { ProfileId = subject.ProfileId, PositionId = dispenser, StartsOn = given.Today, Note = "Needed" }, sponsor, None))).Refusal
                : (await given.With((AssignPosition assign) => assign.ExecuteAsync(
                    new AssignPositionRequest { ProfileId = subject.ProfileId, PositionId = dispenser, StartsOn = given.Today, SponsorId = sponsor.ProfileId, Reason = "Needed" }, agent, None))).Refusal;
            var both = await Task.WhenAll(Task.Run(Send), Task.Run(Send));

            Assert.Single(both, refusal => refusal is null);
            Assert.Equal(1, await given.InDb(db => i % 2 == 0
                ? db.AccessRequests.CountAsync(r => r.SubjectId == subject.ProfileId)
                : db.PositionAssignments.CountAsync(a => a.ProfileId == subject.ProfileId && a.PositionId == dispenser)));
        }
    }

    /// <summary>The requester takes it back, another agent rejects or returns it, while one accepts: what is recorded and what is held agree.</summary>
    [Theory]
    [EveryEngine]
    public async Task Of_an_acceptance_and_what_ends_the_request_at_once_one_wins(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, one, other) = (await given.ASponsor(), await given.AnRaAgent(), await given.AnRaAgent(name: "Kirsty Agent"));
        var (dispenser, counter) = (await given.ADispenserPosition(), await given.APosition(Given.Given.Pharmacy, "Counter", "R8008"));
        for (var i = 0; i < Rounds; i++)
        {
            var subject = await given.Somebody($"Nadia Number{(char)('A' + i)}", Given.Given.Pharmacy, counter);
            await given.With((RaiseAssignment raise) => raise.ExecuteAsync(new RaiseAssignmentRequest { ProfileId = subject.ProfileId, PositionId = dispenser, StartsOn = given.Today, Note = "Needed" }, sponsor, None));
            var request = await given.InDb(db => db.AccessRequests.Where(r => r.SubjectId == subject.ProfileId).Select(r => r.Id).SingleAsync());

            var accepting = given.With((AcceptAssignment accept) => accept.ExecuteAsync(new AcceptAssignmentRequest { RequestId = request }, one, None));
            var ending = (i % 3) switch
            {
                0 => given.With((WithdrawRequest withdraw) => withdraw.ExecuteAsync(new WithdrawRequestRequest { RequestId = request, Reason = "Not needed" }, sponsor, None)),
                1 => given.With((RejectRequest reject) => reject.ExecuteAsync(new RejectRequestRequest { RequestId = request, Reason = "No" }, other, None)),
                _ => given.With((SendBackRequest sendBack) => sendBack.ExecuteAsync(new SendBackRequestRequest { RequestId = request, Needed = "Until when?" }, other, None)),
            };
            var accepted = (await accepting).Refusal is null;
            var ended = (await ending).Refusal is null;

            Assert.True(accepted != ended, $"accepted {accepted}, ended {ended}");
            var state = await given.InDb(db => db.AccessRequests.Where(r => r.Id == request).Select(r => r.State).SingleAsync());
            Assert.Equal(accepted, state is RequestState.Accepted);
            Assert.Equal(accepted ? 1 : 0, await given.InDb(db => db.PositionAssignments.CountAsync(a => a.ProfileId == subject.ProfileId && a.PositionId == dispenser)));
        }
    }

    /// <summary>A role that rests is still held (§2 rule 3), and lets nobody work from the moment in which it rests.</summary>
    [Theory]
    [EveryEngine]
    public async Task Who_is_suspended_and_appointed_at_once_stands_on_no_second_side_and_works_no_more(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (one, other) = (await PositionLifeTests.AManager(given), await PositionLifeTests.AManager(given, "Piet Manager"));
        var sponsor = await given.ASponsor();
        var (dispenser, agentship) = (await given.ADispenserPosition(), await given.APosition(Given.Given.Ra, "RA Agent", "R5090"));
        var sponsoring = await given.APosition(Given.Given.Pharmacy, "Second sponsor", "R8008", "B1300");
        var counter = await given.APosition(Given.Given.Pharmacy, "Counter", "R8008");
        for (var i = 0; i < Rounds / 2; i++)
        {
            var agent = await given.Somebody($"Adam Number{(char)('A' + i)}", Given.Given.Ra, agentship, RaRole.RaAgent);
            var subject = await given.Somebody($"Nadia Number{(char)('A' + i)}", Given.Given.Pharmacy, counter);
            Task<Outcome<Guid>> Give(Guid position) => given.With((AssignPosition assign) => assign.ExecuteAsync(
                new AssignPositionRequest { ProfileId = subject.ProfileId, PositionId = position, StartsOn = given.Today, SponsorId = sponsor.ProfileId, Reason = "Needed" }, agent, None));

            Task<Outcome<Done>> Suspend(Actor manager) => given.With((SuspendStaff suspend) => suspend.ExecuteAsync(
                new SuspendStaffRequest { AssignmentId = agent.AssignmentId!.Value, Suspended = true, Reason = "Because" }, manager, None));
            var (first, second, gives) = (Suspend(one), Suspend(other), Give(dispenser));
            var appointed = given.With((AppointStaff appoint) => appoint.ExecuteAsync(
                new AppointStaffRequest { ProfileId = agent.ProfileId, PositionId = sponsoring, StartsOn = given.Today, Letter = new AppointmentLetter("Olive Owner", "Owner", given.Today, "Letter"), SeenBy = sponsor.ProfileId }, other, None));

            Assert.Single(new[] { await first, await second }, outcome => outcome.Refusal is null);
            Assert.Equal("access.sponsor-and-agent", (await appointed).Refusal?.Code);
            Assert.Equal((await gives).Refusal is null ? 1 : 0, await given.InDb(db => db.PositionAssignments.CountAsync(a => a.ProfileId == subject.ProfileId && a.PositionId == dispenser)));
            Assert.Equal("access.role-suspended", (await Give(counter)).Refusal?.Code);
        }
    }
}
