using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Messages;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using static CareIdentity.Tests.Given.GivenPeople;

namespace CareIdentity.Tests.Requests;

/// <summary>Who is told that a request was given to them, or that one they can decide waits too long.</summary>
public sealed class RequestNewsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task Who_can_decide_a_request_is_told_once_that_it_waits_too_long(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine); // Monday
        var given = asked.Given;
        var (second, checker, foreign) = (await given.AnRaAgent(name: "Ben Second"), await given.AnIdChecker(), await given.AnRaAgent(Given.Given.OtherRa, "Fay Foreign"));
        await Reachable(given, asked.Agent, second, checker, foreign, asked.Sponsor);

        given.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(new LateRequestsTold(0, 0), await Tell(given));
        given.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(new LateRequestsTold(1, 2), await Tell(given));
        given.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(new LateRequestsTold(0, 0), await Tell(given.Restart()));

        var told = await Messages(given);
        Assert.Equal(["ben.second@nhs.net", "ravi.agent@nhs.net"], told.Select(m => m.Recipient.Value));
        Assert.All(told, message =>
        {
            Assert.Equal((MessageKind.RequestLate, MessageState.Waiting, asked.Reference.Value, Given.Given.Pharmacy), (message.Kind, message.State, message.About, message.Organisation));
            Assert.Contains("waits longer than 2 working days", message.Words, StringComparison.Ordinal);
            Assert.Contains($"/requests/{asked.Reference}", message.Words, StringComparison.Ordinal);
            Assert.DoesNotContain("Chidi", message.Words + message.Subject, StringComparison.Ordinal);
            Assert.DoesNotContain("Riverside", message.Words + message.Subject, StringComparison.Ordinal);
        });
        Assert.Equal(["AssignmentRequested", "RequestToldLate"], await asked.Events());
        Assert.Null((await asked.Accept(second)).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task Two_nodes_at_once_tell_once(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        await Reachable(asked.Given, asked.Agent);
        asked.Given.Clock.Advance(TimeSpan.FromDays(3));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => asked.Given.Restart().With((TellOfLateRequests tell) => tell.ExecuteAsync(Actor.Service, None)))));

        Assert.Single(await Messages(asked.Given));
        Assert.Equal(["AssignmentRequested", "RequestToldLate"], await asked.Events());
    }

    /// <summary>Who has it alone decides it; what the national Registration Authority has, it alone.</summary>
    [Theory]
    [EveryEngine]
    public async Task The_colleague_who_has_it_is_told_and_of_an_escalated_one_the_national_RA(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        await using var other = await RequestsOnTheWay.OneAsync(engine);
        var second = await asked.Given.AnRaAgent(name: "Ben Second");
        var root = await other.Given.Somebody("Margaret Root", Given.Given.OtherRa, await other.Given.APosition(Given.Given.OtherRa, "Root RA Manager", "R5072"), RaRole.RootRaManager);
        await asked.HandOver(asked.Agent, second.ProfileId);
        await other.Given.With((EscalateRequest verb) => verb.ExecuteAsync(new EscalateRequestRequest { RequestId = other.Id, Why = "Two sites" }, other.Agent, None));
        await Reachable(asked.Given, asked.Agent, second);
        await Reachable(other.Given, other.Agent, root);

        foreach (var way in (RequestsOnTheWay[])[asked, other])
        {
            way.Given.Clock.Advance(TimeSpan.FromDays(3));
            Assert.Equal(new LateRequestsTold(1, 1), await Tell(way.Given));
        }

        Assert.Equal("ben.second@nhs.net", Assert.Single(await Messages(asked.Given)).Recipient.Value);
        Assert.Equal("margaret.root@nhs.net", Assert.Single(await Messages(other.Given)).Recipient.Value);
    }

    /// <summary>An agent who has sponsored the person cannot decide it; nor is anybody told of what waits for a profile, before there is one.</summary>
    [Theory]
    [EveryEngine]
    public async Task Who_stands_on_the_other_side_is_not_told_nor_anybody_of_what_cannot_be_decided_yet(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var promoted = await asked.Promote(asked.Sponsor);
        var sponsor = await asked.Given.ASponsor(name: "Sol Second");
        await Reachable(asked.Given, asked.Agent, promoted);
        var raised = (await asked.Given.With((RaiseRegistration raise) => raise.ExecuteAsync(Registration(Asha, asked.Given.Today, asked.Position), sponsor, None))).Value;
        asked.Given.Clock.Advance(TimeSpan.FromDays(3));

        Assert.Equal(new LateRequestsTold(2, 2), await Tell(asked.Given)); // The registration, which both may check, and the first request.

        var told = await Messages(asked.Given);
        Assert.Contains("2 requests wait too long", told.Single(m => m.Recipient.Value == "ravi.agent@nhs.net").Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(asked.Reference.Value, told.Single(m => m.Recipient.Value == "sam.sponsor@nhs.net").Words, StringComparison.Ordinal);
        var waiting = await asked.Given.InDb(db => db.AccessRequests.Where(r => r.Id == raised.AssignmentRequestId).Select(r => r.Reference).SingleAsync(None));
        Assert.All(told, message => Assert.DoesNotContain(waiting.Value, message.Words, StringComparison.Ordinal));
    }

    [Theory]
    [EveryEngine]
    public async Task A_colleague_is_told_what_was_given_to_them_and_nobody_of_what_they_take(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var second = await asked.Given.AnRaAgent(name: "Ben Second");
        await Reachable(asked.Given, asked.Agent, second, asked.Sponsor);

        Assert.NotNull((await asked.HandOver(asked.Agent, asked.Sponsor.ProfileId)).Refusal);
        await asked.HandOver(asked.Agent, second.ProfileId);
        await asked.HandOver(asked.Agent, second.ProfileId); // Twice is once.
        await asked.HandOver(asked.Agent, asked.Agent.ProfileId);
        await asked.HandOver(asked.Agent, null);

        var told = Assert.Single(await Messages(asked.Given));
        Assert.Equal((MessageKind.RequestGiven, "ben.second@nhs.net", asked.Reference.Value), (told.Kind, told.Recipient.Value, told.About));
        Assert.Contains($"Request {asked.Reference} was given to you", told.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("Chidi", told.Words, StringComparison.Ordinal);
    }

    [Theory]
    [EveryEngine]
    public async Task Who_takes_the_place_of_a_colleague_is_told_of_their_requests(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var second = await asked.Given.AnRaAgent(name: "Ben Second");
        var manager = await asked.Given.Somebody("Priya Manager", Given.Given.Ra, await asked.Given.APosition(Given.Given.Ra, "RA Manager", "R5080"), RaRole.RaManager);
        await asked.HandOver(asked.Agent, asked.Agent.ProfileId);
        await Reachable(asked.Given, second);

        Assert.Null((await asked.Given.With((RemoveAssignment remove) => remove.ExecuteAsync(
            new RemoveAssignmentRequest { AssignmentId = asked.Agent.AssignmentId!.Value, Successor = second.ProfileId, Reason = "Left the team" }, manager, None))).Refusal);

        Assert.Equal((MessageKind.RequestGiven, "ben.second@nhs.net"), Assert.Single(await Messages(asked.Given)) is var told ? (told.Kind, told.Recipient.Value) : default);
    }

    [Theory]
    [EveryEngine]
    public async Task Those_of_the_national_RA_who_can_decide_it_are_told_once_that_it_was_sent_to_them(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var position = await asked.Given.APosition(Given.Given.OtherRa, "Root RA Manager", "R5072");
        var (root, second) = (await asked.Given.Somebody("Margaret Root", Given.Given.OtherRa, position, RaRole.RootRaManager), await asked.Given.Somebody("Nina National", Given.Given.OtherRa, position, RaRole.RootRaManager));
        await Reachable(asked.Given, asked.Agent, root, second, asked.Sponsor);

        Assert.NotNull((await Escalate(asked, "")).Refusal);
        Assert.Null((await Escalate(asked, "Two sites at once?")).Refusal);
        Assert.NotNull((await Escalate(asked, "Again")).Refusal);

        var told = await Messages(asked.Given);
        Assert.Equal(["margaret.root@nhs.net", "nina.national@nhs.net"], told.Select(m => m.Recipient.Value));
        Assert.All(told, message =>
        {
            Assert.Equal((MessageKind.RequestEscalated, asked.Reference.Value, Given.Given.Pharmacy), (message.Kind, message.About, message.Organisation));
            Assert.Contains($"/requests/{asked.Reference}", message.Words, StringComparison.Ordinal);
            Assert.DoesNotContain("Two sites", message.Words, StringComparison.Ordinal);
            Assert.DoesNotContain("Chidi", message.Words + message.Subject, StringComparison.Ordinal);
        });
    }

    private static Task<Outcome<Done>> Escalate(RequestsOnTheWay asked, string why) =>
        asked.Given.With((EscalateRequest verb) => verb.ExecuteAsync(new EscalateRequestRequest { RequestId = asked.Id, Why = why }, asked.Agent, None));

    [Fact]
    public void A_message_names_as_many_as_are_read_and_counts_the_others()
    {
        var texts = new MessageTexts(new MessageSettings());
        var references = Enumerable.Range(0, 100).Select(i => RequestReference.Numbered((ulong)i).Value).ToList();

        var message = texts.RequestsLate("Ravi", references, 2);

        Assert.Contains("100 requests wait too long", message.Subject, StringComparison.Ordinal);
        Assert.Contains("- and 80 more", message.Words, StringComparison.Ordinal);
        Assert.Contains("/requests?list=late", message.Words, StringComparison.Ordinal);
        Assert.InRange(message.Words.Length, 1, 4000);
        Assert.Contains("- " + references[1], texts.RequestsGiven("Ravi", references[..2]).Words, StringComparison.Ordinal);
    }

    private static async Task<LateRequestsTold> Tell(Given.Given given) => (await given.With((TellOfLateRequests tell) => tell.ExecuteAsync(Actor.Service, None))).Value;

    private static async Task<List<Message>> Messages(Given.Given given) =>
        [.. (await given.InDb(db => db.Messages.AsNoTracking().ToListAsync(None))).OrderBy(m => m.Recipient.Value, StringComparer.Ordinal)];

    /// <summary>First and last name at nhs.net.</summary>
    private static Task<Refusal?> Reachable(Given.Given given, params Actor[] people) => given.InDb(async db =>
    {
        foreach (var actor in people)
        {
            var profile = await db.Profiles.SingleAsync(p => p.Id == actor.ProfileId, None);
            Assert.True(EmailAddress.TryParse($"{profile.GivenName}.{profile.FamilyName}@nhs.net".ToLowerInvariant(), out var address));
            profile.Describe(profile.Described with { Email = address });
            new AuditTrail(db, given.Clock).Record(Actor.Service, Reason.None, new TermsAccepted { ProfileId = profile.Id, TermsVersion = "test" });
        }

        return await db.SaveAsync(None);
    });
}
