using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Requests;

/// <summary>A sponsor, an RA Agent and an open request for a position for somebody who has a profile.</summary>
internal sealed class RequestsOnTheWay(Given.Given given, Actor sponsor, Actor agent, Guid subject, Guid position, Guid id, RequestReference reference) : IAsyncDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    public Given.Given Given { get; } = given;

    public Actor Sponsor { get; } = sponsor;

    public Actor Agent { get; } = agent;

    public Guid Subject { get; } = subject;

    public Guid Position { get; } = position;

    public Guid Id { get; } = id;

    public RequestReference Reference { get; } = reference;

    public static async Task<RequestsOnTheWay> OneAsync(EngineUnderTest engine)
    {
        var given = await Tests.Given.Given.AnRaAsync(engine);
        var (sponsor, agent) = (await given.ASponsor(), await given.AnRaAgent());
        var subject = await given.Somebody("Chidi Holder", Tests.Given.Given.Pharmacy, await given.ADispenserPosition());
        var position = await given.APosition(Tests.Given.Given.Pharmacy, "Counter assistant", "R8008");
        var reference = (await given.With((RaiseAssignment raise) => raise.ExecuteAsync(
            new RaiseAssignmentRequest { ProfileId = subject.ProfileId, PositionId = position, StartsOn = given.Today, Note = "Covers the counter" }, sponsor, None))).Value;
        var id = await given.InDb(db => db.AccessRequests.Where(r => r.Reference == reference).Select(r => r.Id).FirstAsync());
        given.Clock.Advance(TimeSpan.FromMinutes(1)); // Events of one millisecond have no order.
        return new RequestsOnTheWay(given, sponsor, agent, subject.ProfileId, position, id, reference);
    }

    public Task<Outcome<Done>> SendBack(Actor by, string needed = "The end date") =>
        Given.With((SendBackRequest verb) => verb.ExecuteAsync(new SendBackRequestRequest { RequestId = Id, Needed = needed }, by, None));

    public Task<Outcome<Done>> Resubmit(Actor by, string answer = "Added the last day", DateOnly? startsOn = null, DateOnly? expiresOn = null, string note = "Covers the counter") =>
        Given.With((ResubmitRequest verb) => verb.ExecuteAsync(
            new ResubmitRequestRequest { RequestId = Id, StartsOn = startsOn ?? Given.Today, ExpiresOn = expiresOn, Note = note, Answer = answer }, by, None));

    public Task<Outcome<Done>> Comment(Actor by, string comment) =>
        Given.With((CommentOnRequest verb) => verb.ExecuteAsync(new CommentOnRequestRequest { RequestId = Id, Comment = comment }, by, None));

    public Task<Outcome<Done>> HandOver(Actor by, Guid? to) =>
        Given.With((HandOverRequest verb) => verb.ExecuteAsync(new HandOverRequestRequest { RequestId = Id, Colleague = to }, by, None));

    public Task<Outcome<Done>> Reject(Actor by) =>
        Given.With((RejectRequest verb) => verb.ExecuteAsync(new RejectRequestRequest { RequestId = Id, Reason = "No" }, by, None));

    public Task<Outcome<Done>> Withdraw(Actor by) =>
        Given.With((WithdrawRequest verb) => verb.ExecuteAsync(new WithdrawRequestRequest { RequestId = Id, Reason = "Not needed" }, by, None));

    public Task<Outcome<Guid>> Accept(Actor by, int? round = null) =>
        Given.With((AcceptAssignment verb) => verb.ExecuteAsync(new AcceptAssignmentRequest { RequestId = Id, Round = round }, by, None));

    public Task<ViewLock?> Open(Actor by) => Given.With((RequestViewLock locks) => locks.TakeAsync(Id, by, None));

    public async Task<int> Listed(RequestList list, Actor reader) =>
        (await Given.With((RequestQueries requests) => requests.ListAsync(list, RequestFilter.None, reader, 0, 20, None))).Rows.Count(row => row.Id == Id);

    /// <summary>The home page, which counts for itself, says the same.</summary>
    public async Task<RequestCounts> Counts(Actor reader)
    {
        var counts = await Given.With((RequestQueries requests) => requests.CountAsync(reader, None));
        Assert.Equal(
            new WaitingRequests(counts.Open, counts.Late, counts.Mine, counts.ToComplete),
            await Given.With((RequestQueries requests) => requests.CountWaitingAsync(reader, None)));
        return counts;
    }

    public async Task<RequestView> Seen(Actor reader) => (await Given.With((RequestQueries requests) => requests.FindAsync(Reference, reader, None)))!;

    public async Task<RequestStory> Story()
    {
        var asked = await Seen(Agent);
        return await Given.With((RequestStories stories) => stories.OfAsync(asked, None));
    }

    public async Task<IEnumerable<string>> Events() =>
        (await Given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Request(Id), 0, 50, None))).Lines.Select(line => line.Type).Reverse();

    /// <summary>Takes the person's positions away and gives them that of an RA Agent.</summary>
    public async Task<Actor> Promote(Actor person)
    {
        var agentPosition = await Given.APosition(Tests.Given.Given.Ra, "RA Agent, new", "R5090");
        await Given.InDb(async db =>
        {
            var old = await db.PositionAssignments.FirstAsync(a => a.Id == person.AssignmentId);
            old.Remove(Given.Clock.GetUtcNow());
            db.PositionAssignments.Add(new PositionAssignment { Id = Guid.NewGuid(), ProfileId = person.ProfileId, PositionId = agentPosition, StartsOn = Given.Today, GrantedAt = Given.Clock.GetUtcNow() });
            new AuditTrail(db, Given.Clock).Record(Actor.Service, Reason.None, new TermsAccepted { ProfileId = person.ProfileId, TermsVersion = "test" });
            return await db.SaveAsync(None);
        });
        await Given.Appointed(person.ProfileId);
        return await Given.ActorIn(person.ProfileId, person.Name);
    }

    public ValueTask DisposeAsync() => Given.DisposeAsync();
}
