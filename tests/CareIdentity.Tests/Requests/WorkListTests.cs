using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;

namespace CareIdentity.Tests.Requests;

/// <summary>What is said about a request, who has it, and who looked at it.</summary>
public sealed class WorkListTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task The_requester_and_those_who_may_decide_talk_beside_the_request(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);

        Assert.Null((await asked.Comment(asked.Agent, "Which days?")).Refusal);
        asked.Given.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null((await asked.Comment(asked.Sponsor, " Saturdays ")).Refusal);
        Assert.Null((await asked.Comment(asked.Sponsor, "Saturdays")).Refusal); // A form sent twice.

        var story = await asked.Story();
        Assert.Equal([("Ravi Agent", "Which days?"), ("Sam Sponsor", "Saturdays")], story.Steps.Select(step => (step.Person, step.Words!)));
        Assert.Null(Assert.Single(story.Turns).Holder);
        Assert.Equal(["AssignmentRequested", "RequestCommented", "RequestCommented"], await asked.Events());
        var history = await asked.Given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(asked.Subject), 0, 20, None));
        Assert.Contains(history.Lines, line => line.Reason == "Saturdays");
    }

    [Theory]
    [EveryEngine]
    public async Task Others_and_empty_words_add_no_comment_and_a_decided_request_is_closed(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var (other, foreign) = (await asked.Given.ASponsor(name: "Sol Second"), await asked.Given.AnRaAgent(Given.Given.OtherRa, "Fay Foreign"));

        Assert.Equal("access.not-allowed", (await asked.Comment(other, "Hello")).Refusal?.Code);
        Assert.Equal("access.out-of-scope", (await asked.Comment(foreign, "Hello")).Refusal?.Code);
        Assert.Equal("request.comment-missing", (await asked.Comment(asked.Agent, "  ")).Refusal?.Code);
        Assert.Equal("request.too-long", (await asked.Comment(asked.Agent, new string('x', 1001))).Refusal?.Code);
        Assert.Equal("request.not-found", (await asked.Given.With((CommentOnRequest verb) => verb.ExecuteAsync(new CommentOnRequestRequest { RequestId = Guid.NewGuid(), Comment = "x" }, asked.Agent, None))).Refusal?.Code);
        await asked.Reject(asked.Agent);
        Assert.Equal("request.already-decided", (await asked.Comment(asked.Sponsor, "But why?")).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task A_request_is_given_to_a_colleague_who_alone_decides_it_until_another_takes_it_over(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var second = await asked.Given.AnRaAgent(name: "Ben Second");
        var view = await asked.Seen(asked.Agent);
        var choices = await asked.Given.With((RequestColleagues colleagues) => colleagues.OfferAsync(view, null, null, None));
        Assert.Equal(["Ben Second", "Ravi Agent"], choices.People.Select(holder => holder.FullName).Order());

        Assert.Null((await asked.HandOver(asked.Agent, second.ProfileId)).Refusal);

        Assert.Equal((1, 0, 1), (await asked.Listed(RequestList.Mine, second), await asked.Listed(RequestList.Everybodys, second), await asked.Listed(RequestList.Open, asked.Agent)));
        Assert.Equal((1, 1, 0), ((await asked.Counts(second)).Open, (await asked.Counts(second)).Mine, (await asked.Counts(second)).Everybodys));
        Assert.Equal("request.with-a-colleague", (await asked.Accept(asked.Agent)).Refusal?.Code);
        Assert.Equal("request.with-a-colleague", (await asked.Reject(asked.Agent)).Refusal?.Code);
        Assert.Null(await asked.Open(asked.Agent));

        asked.Given.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null((await asked.HandOver(asked.Agent, asked.Agent.ProfileId)).Refusal);
        Assert.Null((await asked.HandOver(asked.Agent, asked.Agent.ProfileId)).Refusal); // Twice is once.
        Assert.Equal("request.with-a-colleague", (await asked.Accept(second)).Refusal?.Code);
        asked.Given.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null((await asked.Accept(asked.Agent)).Refusal);

        Assert.Equal([null, "Ben Second", "Ravi Agent"], (await asked.Story()).Turns.Select(turn => turn.Holder));
        Assert.Equal(["AssignmentRequested", "RequestHandedOver", "RequestHandedOver", "AssignmentAccepted"], await asked.Events());
    }

    [Theory]
    [EveryEngine]
    public async Task A_request_is_given_only_to_who_may_decide_it(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var (checker, foreign, other) = (await asked.Given.AnIdChecker(), await asked.Given.AnRaAgent(Given.Given.OtherRa, "Fay Foreign"), await asked.Given.ASponsor(name: "Sol Second"));

        Assert.Equal("request.colleague-cannot-decide", (await asked.HandOver(asked.Agent, checker.ProfileId)).Refusal?.Code);
        Assert.Equal("request.colleague-cannot-decide", (await asked.HandOver(asked.Agent, foreign.ProfileId)).Refusal?.Code);
        Assert.Equal("request.colleague-cannot-decide", (await asked.HandOver(asked.Agent, asked.Sponsor.ProfileId)).Refusal?.Code);
        Assert.Equal("request.colleague-cannot-decide", (await asked.HandOver(asked.Agent, asked.Subject)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await asked.HandOver(other, asked.Agent.ProfileId)).Refusal?.Code);
        Assert.Equal("request.not-found", (await asked.Given.With((HandOverRequest verb) => verb.ExecuteAsync(new HandOverRequestRequest { RequestId = Guid.NewGuid() }, asked.Agent, None))).Refusal?.Code);
        await asked.Open(asked.Agent);
        var second = await asked.Given.AnRaAgent(name: "Ben Second");
        Assert.Equal("request.locked", (await asked.HandOver(second, second.ProfileId)).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task What_a_colleague_had_goes_back_to_everybody_when_they_leave(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var second = await asked.Given.AnRaAgent(name: "Ben Second");
        var manager = await asked.Given.Somebody("Priya Manager", Given.Given.Ra, await asked.Given.APosition(Given.Given.Ra, "RA Manager", "R5080"), RaRole.RaManager);
        await asked.HandOver(asked.Agent, second.ProfileId);

        var closed = await asked.Given.With((CloseProfile close) => close.ExecuteAsync(new CloseProfileRequest { ProfileId = second.ProfileId, Reason = "Left" }, manager, None));

        Assert.Null(closed.Refusal);
        Assert.Equal(1, await asked.Listed(RequestList.Everybodys, asked.Agent));
        Assert.Null((await asked.Accept(asked.Agent)).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task Who_had_it_open_is_kept_with_how_long(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var second = await asked.Given.AnRaAgent(name: "Ben Second");
        var nine = asked.Given.Clock.GetUtcNow();

        await asked.Open(asked.Agent);
        asked.Given.Clock.Advance(TimeSpan.FromMinutes(5));
        await asked.Open(asked.Agent); // Looks on: one line, made longer.
        await asked.Open(second);      // Locked: does not have it.
        await asked.Given.With(async (RequestViewLock locks) =>
        {
            await locks.LeaveAsync(asked.Id, asked.Agent, None);
            return 0;
        });
        asked.Given.Clock.Advance(TimeSpan.FromMinutes(1));
        await asked.Open(second);
        asked.Given.Clock.Advance(TimeSpan.FromMinutes(2));
        await asked.SendBack(second);

        Assert.Equal(
            [new RequestLookView("Ravi Agent", nine, nine.AddMinutes(5)), new RequestLookView("Ben Second", nine.AddMinutes(6), nine.AddMinutes(8))],
            (await asked.Story()).Looks);
    }

    [Theory]
    [EveryEngine]
    public async Task A_request_is_late_after_two_working_days(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine); // Monday
        asked.Given.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, (await asked.Counts(asked.Agent)).Late);
        asked.Given.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((1, 1), ((await asked.Counts(asked.Agent)).Late, await asked.Listed(RequestList.Late, asked.Agent)));
    }
}
