using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using static CareIdentity.Tests.Given.GivenPeople;

namespace CareIdentity.Tests.Requests;

/// <summary>Neither yes nor no: back to the requester, and here again.</summary>
public sealed class SendBackTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task A_request_goes_back_is_completed_comes_again_and_is_accepted(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var (sponsor, agent) = (asked.Sponsor, asked.Agent);
        var until = asked.Given.Today.AddDays(30);

        Assert.Null((await asked.SendBack(agent)).Refusal);

        Assert.Equal((0, 1), (await asked.Listed(RequestList.Open, agent), await asked.Listed(RequestList.SentBack, agent)));
        Assert.Equal(0, await asked.Listed(RequestList.Closed, agent));
        Assert.Equal((1, 1), ((await asked.Counts(sponsor)).ToComplete, (await asked.Counts(agent)).SentBack));
        var back = await asked.Seen(sponsor);
        Assert.Equal((RequestState.Returned, "The end date", "Ravi Agent"), (back.State, back.DecisionReason, back.DecidedBy));

        asked.Given.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Null((await asked.Resubmit(sponsor, expiresOn: until)).Refusal);

        var again = await asked.Seen(agent);
        Assert.Equal((RequestState.Open, until, 1, (string?)null), (again.State, again.ExpiresOn!.Value, again.Round, again.DecisionReason));
        Assert.Equal(1, await asked.Listed(RequestList.Open, agent));
        asked.Given.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null((await asked.Accept(agent, round: 1)).Refusal);

        var story = await asked.Story();
        Assert.Equal(["The end date", "Added the last day"], story.Steps.Select(step => step.Words));
        Assert.Equal("Last day: none → 15 July 2026", story.Steps[1].Changes);
        Assert.Equal([null, "Sam Sponsor", null], story.Turns.Select(turn => turn.Holder));
        Assert.Equal(TimeSpan.FromHours(2), story.Turns[1].To - story.Turns[1].From);
        Assert.Equal(["AssignmentRequested", "RequestSentBack", "RequestResubmitted", "AssignmentAccepted"], await asked.Events());
    }

    [Theory]
    [EveryEngine]
    public async Task While_it_is_back_nobody_decides_it(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        await asked.SendBack(asked.Agent);

        Assert.Equal("request.sent-back", (await asked.Accept(asked.Agent)).Refusal?.Code);
        Assert.Equal("request.sent-back", (await asked.Reject(asked.Agent)).Refusal?.Code);
        Assert.Equal("request.sent-back", (await asked.SendBack(asked.Agent)).Refusal?.Code);
        Assert.Equal("request.sent-back", (await asked.HandOver(asked.Agent, asked.Agent.ProfileId)).Refusal?.Code);
        Assert.Null(await asked.Open(asked.Agent));
        Assert.Null((await asked.Withdraw(asked.Sponsor)).Refusal);
        Assert.Equal("request.not-sent-back", (await asked.Resubmit(asked.Sponsor)).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task What_is_needed_must_be_said_by_somebody_who_may_decide_and_did_not_ask(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var foreign = await asked.Given.AnRaAgent(Given.Given.OtherRa, "Fay Foreign");
        var second = await asked.Given.AnRaAgent(name: "Ben Second");

        Assert.Equal("request.needed-missing", (await asked.SendBack(asked.Agent, " ")).Refusal?.Code);
        Assert.Equal("request.too-long", (await asked.SendBack(asked.Agent, new string('x', 1001))).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await asked.SendBack(asked.Sponsor)).Refusal?.Code);
        Assert.Equal("access.out-of-scope", (await asked.SendBack(foreign)).Refusal?.Code);
        Assert.Equal("request.not-found", (await asked.Given.With((SendBackRequest verb) => verb.ExecuteAsync(new SendBackRequestRequest { RequestId = Guid.NewGuid(), Needed = "x" }, asked.Agent, None))).Refusal?.Code);
        await asked.Open(second);
        Assert.Equal("request.locked", (await asked.SendBack(asked.Agent)).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task Only_who_raised_it_completes_it_and_only_after_it_came_back(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var other = await asked.Given.ASponsor(name: "Sol Second");

        Assert.Equal("request.not-sent-back", (await asked.Resubmit(asked.Sponsor)).Refusal?.Code);
        await asked.SendBack(asked.Agent);

        Assert.Equal("request.not-yours-to-change", (await asked.Resubmit(other)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await asked.Resubmit(asked.Agent)).Refusal?.Code);
        Assert.Equal("request.answer-missing", (await asked.Resubmit(asked.Sponsor, answer: "")).Refusal?.Code);
        Assert.Equal("request.note-missing", (await asked.Resubmit(asked.Sponsor, note: "")).Refusal?.Code);
        Assert.Equal("request.too-long", (await asked.Resubmit(asked.Sponsor, answer: new string('x', 1001))).Refusal?.Code);
        Assert.Equal("assignment.start-in-past", (await asked.Resubmit(asked.Sponsor, startsOn: asked.Given.Today.AddDays(-1))).Refusal?.Code);
        Assert.Equal("assignment.end-before-start", (await asked.Resubmit(asked.Sponsor, expiresOn: asked.Given.Today.AddDays(-1))).Refusal?.Code);
        Assert.Equal("request.not-found", (await asked.Given.With((ResubmitRequest verb) => verb.ExecuteAsync(new ResubmitRequestRequest { RequestId = Guid.NewGuid(), Note = "x", Answer = "x" }, asked.Sponsor, None))).Refusal?.Code);
        Assert.Equal(RequestState.Returned, (await asked.Seen(asked.Sponsor)).State);
    }

    [Theory]
    [EveryEngine]
    public async Task Sending_it_again_does_not_make_the_requester_somebody_else(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        await asked.SendBack(asked.Agent);
        await asked.Resubmit(asked.Sponsor);
        var promoted = await asked.Promote(asked.Sponsor);

        Assert.Equal("request.own-request", (await asked.Accept(promoted)).Refusal?.Code);
        Assert.Equal("request.own-request", (await asked.Reject(promoted)).Refusal?.Code);
        Assert.Equal("request.own-request", (await asked.SendBack(promoted)).Refusal?.Code);
        Assert.Equal("request.own-request", (await asked.HandOver(promoted, asked.Agent.ProfileId)).Refusal?.Code);
        Assert.Equal("request.colleague-cannot-decide", (await asked.HandOver(asked.Agent, promoted.ProfileId)).Refusal?.Code);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => asked.Given.InDb(db => db.Database.ExecuteSqlAsync($"update access_requests set assigned_to = raised_by where id = {asked.Id}")));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => asked.Given.InDb(db => db.Database.ExecuteSqlAsync($"update access_requests set decided_by = raised_by where id = {asked.Id}")));
    }

    [Theory]
    [EveryEngine]
    public async Task A_sponsor_who_lost_the_role_can_withdraw_it_but_not_complete_it(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        await asked.SendBack(asked.Agent);
        var promoted = await asked.Promote(asked.Sponsor);

        Assert.Equal("access.not-allowed", (await asked.Resubmit(promoted)).Refusal?.Code);
        Assert.Null((await asked.Withdraw(promoted)).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task A_page_that_showed_it_before_it_changed_does_not_accept_it(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        await asked.SendBack(asked.Agent);
        await asked.Resubmit(asked.Sponsor, startsOn: asked.Given.Today.AddDays(1));

        Assert.Equal("changed-by-someone-else", (await asked.Accept(asked.Agent, round: 0)).Refusal?.Code);
        Assert.Null((await asked.Accept(asked.Agent, round: 1)).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task Of_two_who_accept_it_and_send_it_back_at_once_one_is_refused(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var second = await asked.Given.AnRaAgent(name: "Ben Second");
        await using var first = asked.Given.Database.CreateContext();
        await using var other = asked.Given.Database.CreateContext();
        var seenFirst = await first.AccessRequests.FirstAsync(r => r.Id == asked.Id);
        var seenOther = await other.AccessRequests.FirstAsync(r => r.Id == asked.Id);
        Assert.Null(seenFirst.SendBack(asked.Agent.ProfileId, asked.Given.Clock.GetUtcNow(), "More"));
        Assert.Null(seenOther.Reject(second.ProfileId, asked.Given.Clock.GetUtcNow(), "No"));
        new AuditTrail(first, asked.Given.Clock).Record(asked.Agent, Reason.None, new RequestSentBack { RequestId = asked.Id, Reference = asked.Reference });
        new AuditTrail(other, asked.Given.Clock).Record(second, Reason.None, new RequestRejected { RequestId = asked.Id, Reference = asked.Reference });

        Assert.Null(await first.SaveAsync(None));
        Assert.Equal("changed-by-someone-else", (await other.SaveAsync(None))?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task It_does_not_come_again_beside_another_for_the_same(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        await asked.SendBack(asked.Agent);
        var second = await asked.Given.With((RaiseAssignment raise) => raise.ExecuteAsync(
            new RaiseAssignmentRequest { ProfileId = asked.Subject, PositionId = asked.Position, StartsOn = asked.Given.Today, Note = "Again" }, asked.Sponsor, None));

        Assert.Null(second.Refusal);
        Assert.Equal("request.already-open", (await asked.Resubmit(asked.Sponsor)).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task The_clock_stands_while_it_is_back(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine); // Monday 15 June 2026
        asked.Given.Clock.Advance(TimeSpan.FromDays(1));
        await asked.SendBack(asked.Agent);
        asked.Given.Clock.Advance(TimeSpan.FromDays(7));
        await asked.Resubmit(asked.Sponsor);

        Assert.Equal(new DateOnly(2026, 6, 22), (await asked.Seen(asked.Agent)).CountsFrom); // Tuesday 23 June: one day, as on Tuesday 16.
        Assert.Equal((1, 0), ((await asked.Counts(asked.Agent)).Open, (await asked.Counts(asked.Agent)).Late));
        asked.Given.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await asked.Listed(RequestList.Late, asked.Agent));
        asked.Given.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await asked.Listed(RequestList.Late, asked.Agent));
    }

    [Theory]
    [EveryEngine]
    public async Task A_registration_comes_back_with_another_name_and_the_position_that_waits_follows(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, checker, agent) = (await given.ASponsor(), await given.AnIdChecker(), await given.AnRaAgent());
        var dispenser = await given.ADispenserPosition();
        var raised = (await given.With((RaiseRegistration raise) => raise.ExecuteAsync(Registration(Asha, given.Today, dispenser), sponsor, None))).Value;
        Task<Outcome<Done>> SendBack(Guid id, Actor by) => given.With((SendBackRequest verb) => verb.ExecuteAsync(new SendBackRequestRequest { RequestId = id, Needed = "Her legal name" }, by, None));
        Task<Outcome<Done>> Resubmit(PersonalDetails person) => given.With((ResubmitRequest verb) => verb.ExecuteAsync(
            new ResubmitRequestRequest { RequestId = raised.RegistrationId, Person = person, Note = "Starts on Monday", Answer = "As on the passport" }, sponsor, None));

        var waits = await SendBack(raised.AssignmentRequestId!.Value, agent);
        var back = await SendBack(raised.RegistrationId, checker);
        var nameless = await Resubmit(Asha with { FamilyName = "" });
        var again = await Resubmit(Asha with { FamilyName = "Patel-Shah" });

        Assert.Equal("request.waits-for-registration", waits.Refusal?.Code);
        Assert.Null(back.Refusal);
        Assert.NotNull(nameless.Refusal);
        Assert.Null(again.Refusal);
        Assert.Equal(["Asha Patel-Shah"], await given.InDb(db => db.AccessRequests.Select(r => r.SubjectName).Distinct().ToListAsync()));
        Assert.Equal("Patel-Shah", (await given.With((RequestQueries requests) => requests.FindAsync(raised.Registration, checker, None)))!.Person!.FamilyName);
    }

    [Theory]
    [EveryEngine]
    public async Task What_is_back_ends_with_its_requester_and_with_what_it_waited_for(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        await asked.SendBack(asked.Agent);

        var closed = await asked.Given.With((CloseProfile close) => close.ExecuteAsync(new CloseProfileRequest { ProfileId = asked.Sponsor.ProfileId, Reason = "Left" }, asked.Agent, None));

        Assert.Null(closed.Refusal);
        Assert.Equal(RequestState.Withdrawn, (await asked.Seen(asked.Agent)).State);
    }
}
