using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;

namespace CareIdentity.Tests.Requests;

/// <summary>From the Registration Authority to the national one, and back: one request, one reference.</summary>
public sealed class EscalationTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task What_is_with_the_national_RA_is_decided_there_alone(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var root = await RootAsync(asked);

        Assert.Null((await Escalate(asked, asked.Agent)).Refusal);

        Assert.Equal((0, 1), (await asked.Listed(RequestList.Open, asked.Agent), await asked.Listed(RequestList.National, asked.Agent)));
        Assert.Equal((1, 1), (await asked.Listed(RequestList.Open, root), await asked.Listed(RequestList.National, root)));
        Assert.Equal((0, 1), ((await asked.Counts(asked.Agent)).Open, (await asked.Counts(asked.Agent)).National));
        Assert.Equal("access.not-allowed", (await asked.Accept(asked.Agent)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await asked.Reject(asked.Agent)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await asked.SendBack(asked.Agent)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await asked.HandOver(asked.Agent, asked.Agent.ProfileId)).Refusal?.Code);
        Assert.Equal("request.colleague-cannot-decide", (await asked.HandOver(root, asked.Agent.ProfileId)).Refusal?.Code);
        Assert.Null(await asked.Open(asked.Agent));
        asked.Given.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null((await asked.Comment(asked.Agent, "He starts on Monday")).Refusal);
        asked.Given.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null((await asked.Accept(root)).Refusal);

        Assert.Equal(["AssignmentRequested", "RequestEscalated", "RequestCommented", "AssignmentAccepted"], await asked.Events());
    }

    [Theory]
    [EveryEngine]
    public async Task It_is_given_back_with_advice(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var root = await RootAsync(asked);
        await Escalate(asked, asked.Agent);
        asked.Given.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Null((await GiveBack(asked, root)).Refusal);
        asked.Given.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null((await asked.Accept(asked.Agent)).Refusal);

        var story = await asked.Story();
        Assert.Equal([false, true, false], story.Turns.Select(turn => turn.National));
        Assert.Equal(["Two sites at once?", "Yours to decide"], story.Steps.Select(step => step.Words));
        Assert.Equal(["AssignmentRequested", "RequestEscalated", "RequestGivenBack", "AssignmentAccepted"], await asked.Events());
    }

    [Theory]
    [EveryEngine]
    public async Task What_the_national_RA_sends_back_comes_again_to_it(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var root = await RootAsync(asked);
        await Escalate(asked, asked.Agent);

        Assert.Null((await asked.SendBack(root)).Refusal);
        Assert.Null((await asked.Resubmit(asked.Sponsor)).Refusal);

        Assert.Equal("access.not-allowed", (await asked.Accept(asked.Agent)).Refusal?.Code);
        Assert.Null((await asked.Accept(root)).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task Only_the_RA_sends_it_on_and_only_the_national_one_gives_it_back_each_with_a_reason(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var (root, checker) = (await RootAsync(asked), await asked.Given.AnIdChecker());
        var promoted = await asked.Promote(asked.Sponsor);

        Assert.Equal("access.not-allowed", (await Escalate(asked, checker)).Refusal?.Code);
        Assert.Equal("request.own-request", (await Escalate(asked, promoted)).Refusal?.Code);
        Assert.Equal("request.handing-on-unexplained", (await Escalate(asked, asked.Agent, "")).Refusal?.Code);
        Assert.Equal("request.too-long", (await Escalate(asked, asked.Agent, new string('x', 1001))).Refusal?.Code);
        Assert.Equal("request.not-national", (await GiveBack(asked, root)).Refusal?.Code);
        Assert.Equal("request.not-found", (await asked.Given.With((EscalateRequest verb) => verb.ExecuteAsync(new EscalateRequestRequest { RequestId = Guid.NewGuid(), Why = "x" }, asked.Agent, None))).Refusal?.Code);
        Assert.Equal("request.not-found", (await asked.Given.With((GiveBackRequest verb) => verb.ExecuteAsync(new GiveBackRequestRequest { RequestId = Guid.NewGuid(), Why = "x" }, root, None))).Refusal?.Code);
        await Escalate(asked, asked.Agent);
        Assert.Equal("request.already-national", (await Escalate(asked, asked.Agent)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await GiveBack(asked, asked.Agent)).Refusal?.Code);
    }

    private static async Task<Actor> RootAsync(RequestsOnTheWay asked) =>
        await asked.Given.Somebody("Margaret Root", Given.Given.Ra, await asked.Given.APosition(Given.Given.Ra, "Root RA Manager", "R5072"), RaRole.RootRaManager);

    private static Task<Outcome<Done>> Escalate(RequestsOnTheWay asked, Actor by, string why = "Two sites at once?") =>
        asked.Given.With((EscalateRequest verb) => verb.ExecuteAsync(new EscalateRequestRequest { RequestId = asked.Id, Why = why }, by, None));

    private static Task<Outcome<Done>> GiveBack(RequestsOnTheWay asked, Actor by, string why = "Yours to decide") =>
        asked.Given.With((GiveBackRequest verb) => verb.ExecuteAsync(new GiveBackRequestRequest { RequestId = asked.Id, Why = why }, by, None));
}
