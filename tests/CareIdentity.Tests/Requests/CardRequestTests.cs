using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Given;

namespace CareIdentity.Tests.Requests;

/// <summary>A sponsor asks for a card; whoever issues it accepts the request in the same commit.</summary>
public sealed class CardRequestTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task The_card_and_the_request_become_true_together(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (sponsor, checker, agent) = (await given.Ra.ASponsor(), await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var asha = await given.Asha(sponsor, checker);
        var asked = (await Raise(given, asha, sponsor)).Value;
        given.Ra.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("request.asked-for-already", (await Raise(given, asha, sponsor)).Refusal?.Code);

        Assert.Null((await given.Issue(asha, agent, await given.ABlankCard())).Refusal);

        var seen = (await given.Ra.With((RequestQueries requests) => requests.FindAsync(asked, sponsor, None)))!;
        Assert.Equal((RequestState.Accepted, "Ravi Agent"), (seen.State, seen.DecidedBy));
        var history = (await given.Ra.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(asha), 0, 20, None))).Lines.Select(line => line.Type);
        Assert.Contains("ChangeAccepted", history);
        Assert.Contains("SmartcardIssued", history);
    }

    [Theory]
    [EveryEngine]
    public async Task A_request_that_a_colleague_is_reading_stays_theirs_and_the_card_is_issued(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (sponsor, checker, agent) = (await given.Ra.ASponsor(), await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var second = await given.Ra.AnRaAgent(name: "Ben Second");
        var asha = await given.Asha(sponsor, checker);
        var asked = (await Raise(given, asha, sponsor)).Value;
        var id = (await given.Ra.With((RequestQueries requests) => requests.FindAsync(asked, second, None)))!.Id;
        Assert.NotNull(await given.Ra.With((RequestViewLock locks) => locks.TakeAsync(id, second, None)));

        Assert.Null((await given.Issue(asha, agent, await given.ABlankCard())).Refusal);

        Assert.Equal(RequestState.Open, (await given.Ra.With((RequestQueries requests) => requests.FindAsync(asked, second, None)))!.State);
    }

    private static Task<Outcome<RequestReference>> Raise(GivenCards given, Guid person, Actor sponsor) =>
        given.Ra.With((RaiseChange raise) => raise.ExecuteAsync(new RaiseChangeRequest { Kind = RequestKind.IssueCard, ProfileId = person, Note = "Starts on Monday" }, sponsor, None));
}
