using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Requests;

/// <summary>Several requests accepted together: only what nothing speaks against, each by itself, with a result for each.</summary>
public sealed class ManyRequestsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, EveryEngine]
    public async Task What_nothing_speaks_against_is_accepted_each_with_its_own_event(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var second = await Raise(asked, "Nadia Second", asked.Position);
        var third = await Raise(asked, "Piet Third", asked.Position);

        var done = (await Accept(asked, asked.Agent, asked.Id, second, third)).Value;

        Assert.Equal([asked.Id, second, third], done.Select(one => one.Id));
        Assert.All(done, one => Assert.Null(one.Refusal));
        Assert.Equal(3, await asked.Given.InDb(db => db.PositionAssignments.CountAsync(a => a.PositionId == asked.Position, None)));
        Assert.Equal(["PositionAssigned"], (await asked.Given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(asked.Subject), 0, 1, None))).Lines.Select(line => line.Type));
        Assert.All((await Accept(asked, asked.Agent, asked.Id, second)).Value, one => Assert.Equal("request.not-safe-together", one.Refusal?.Code));
    }

    [Theory, EveryEngine]
    public async Task One_that_is_refused_keeps_no_other_from_being_accepted(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var second = await Raise(asked, "Nadia Second", asked.Position);
        var third = await Raise(asked, "Piet Third", asked.Position);

        var done = (await asked.Given.With((ManyRequests many) => many.AcceptAsync(
            [new AcceptAssignmentRequest { RequestId = third, Round = 7 }, new AcceptAssignmentRequest { RequestId = second, Round = 0 }], asked.Agent, None))).Value;

        Assert.Equal(["changed-by-someone-else", null], done.Select(one => one.Refusal?.Code));
    }

    /// <summary>Said in the list and not only found out when it is done; what others in the list would give counts, too.</summary>
    [Theory, EveryEngine]
    public async Task What_accepting_would_be_refused_for_is_said_beforehand(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var rule = new Restriction("SEE-SELL", "B0820", "B0570", RestrictionScope.Organisation, "Who sees the patients, does not sell to them.");
        Assert.Null((await asked.Given.With((ChangeRestriction change) => change.ExecuteAsync(
            new ChangeRestrictionRequest { Code = rule.Code, Before = null, After = rule, Reason = "The board decided" }, Actor.Service, None))).Refusal);
        var pharmacist = await asked.Given.APosition(Tests.Given.Given.Pharmacy, "Pharmacist", "R1290", "B0572"); // B0572 includes B0570.
        var dispenser = await asked.Given.ADispenserPosition(); // B0825 includes B0820.
        var held = await Raise(asked, "Piet Third", asked.Position);
        var holder = await SubjectOf(asked, held);
        Assert.Null((await asked.Given.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = holder, PositionId = asked.Position, StartsOn = asked.Given.Today, SponsorId = asked.Sponsor.ProfileId, Reason = "By telephone" }, asked.Agent, None))).Refusal);
        var restricted = await Raise(asked, "Rosa Restricted", pharmacist, dispenser);
        var cleaner = await asked.Given.APosition(Tests.Given.Given.Pharmacy, "Cleaner", "R8008");
        var first = await Raise(asked, "Vera Both", dispenser, cleaner);
        var then = await RaiseFor(asked, await SubjectOf(asked, first), pharmacist);

        var rows = (await asked.Given.With((ManyRequests many) => many.CandidatesAsync(asked.Agent, None))).ToDictionary(row => row.Id);
        var done = (await Accept(asked, asked.Agent, held, restricted, then, first)).Value;

        Assert.Contains("already holds this position", Assert.Single(rows[held].Warnings), StringComparison.Ordinal);
        Assert.Contains("are not held together at one organisation. Who sees the patients", Assert.Single(rows[restricted].Warnings), StringComparison.Ordinal);
        Assert.Empty(rows[first].Warnings);
        Assert.StartsWith("Once those above it are accepted: Activity", Assert.Single(rows[then].Warnings), StringComparison.Ordinal);
        Assert.Equal(["request.not-safe-together", "request.not-safe-together", "request.not-safe-together", null], done.Select(one => one.Refusal?.Code));
    }

    [Theory, EveryEngine]
    public async Task What_wants_to_be_read_is_decided_on_its_own_page(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var other = await asked.Given.AnRaAgent(name: "Rita Other");
        var (commented, open, given, sentBack, past) = (
            await Raise(asked, "Cora Commented", asked.Position), await Raise(asked, "Otto Open", asked.Position), await Raise(asked, "Gina Given", asked.Position),
            await Raise(asked, "Sara Sent", asked.Position), await Raise(asked, "Paula Past", asked.Position));
        await asked.Given.With((CommentOnRequest verb) => verb.ExecuteAsync(new CommentOnRequestRequest { RequestId = commented, Comment = "Is she not leaving?" }, asked.Sponsor, None));
        await asked.Given.With((RequestViewLock locks) => locks.TakeAsync(open, other, None));
        await asked.Given.With((HandOverRequest verb) => verb.ExecuteAsync(new HandOverRequestRequest { RequestId = given, Colleague = other.ProfileId }, asked.Agent, None));
        await asked.Given.With((SendBackRequest verb) => verb.ExecuteAsync(new SendBackRequestRequest { RequestId = sentBack, Needed = "More" }, asked.Agent, None));
        var unlocking = await asked.Given.APosition(Tests.Given.Given.Pharmacy, "Unlocker", "R8008", "X0002");
        var staff = await Raise(asked, "Una Staff", unlocking);
        await asked.Given.InDb(db => db.Database.ExecuteSqlAsync($"update access_requests set starts_on = {asked.Given.Today.AddDays(-1)} where id = {past}", None));

        var rows = (await asked.Given.With((ManyRequests many) => many.CandidatesAsync(asked.Agent, None))).ToDictionary(row => row.Id);
        var done = (await Accept(asked, asked.Agent, commented, open, given, sentBack, past, staff, Guid.NewGuid())).Value;

        Assert.Empty(rows[asked.Id].Warnings);
        Assert.False(rows.ContainsKey(sentBack));
        Assert.Contains("Something was said", Assert.Single(rows[commented].Warnings), StringComparison.Ordinal);
        Assert.Contains("looking at it", Assert.Single(rows[open].Warnings), StringComparison.Ordinal);
        Assert.Contains("A colleague has it.", rows[given].Warnings);
        Assert.Contains("first day has passed", Assert.Single(rows[past].Warnings), StringComparison.Ordinal);
        Assert.Contains("RA staff", Assert.Single(rows[staff].Warnings), StringComparison.Ordinal);
        Assert.All(done, one => Assert.Equal("request.not-safe-together", one.Refusal?.Code));
    }

    [Theory, EveryEngine]
    public async Task Nobody_accepts_together_what_they_may_not_accept_alone(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var foreign = await asked.Given.AnRaAgent(Tests.Given.Given.OtherRa, "Fay Foreign");
        var untrained = await asked.Given.Somebody("Una Trained", Tests.Given.Given.Ra, await asked.Given.APosition(Tests.Given.Given.Ra, "RA Agent, untrained", "R5090"));
        var promoted = await asked.Promote(asked.Sponsor);

        foreach (var actor in new[] { foreign, untrained, promoted, await asked.Given.AnIdChecker() })
        {
            Assert.Empty(await asked.Given.With((ManyRequests many) => many.CandidatesAsync(actor, None)));
            Assert.Equal("request.not-safe-together", Assert.Single((await Accept(asked, actor, asked.Id)).Value).Refusal?.Code);
        }

        Assert.Equal("request.nothing-chosen", (await Accept(asked, asked.Agent)).Refusal?.Code);
        Assert.Equal("request.too-many-together", (await Accept(asked, asked.Agent, [.. Enumerable.Range(0, ManyRequests.Most + 1).Select(_ => Guid.NewGuid())])).Refusal?.Code);
    }

    private static Task<Outcome<IReadOnlyList<OneOfMany>>> Accept(RequestsOnTheWay asked, Actor by, params Guid[] ids) =>
        asked.Given.With((ManyRequests many) => many.AcceptAsync([.. ids.Select(id => new AcceptAssignmentRequest { RequestId = id, Round = 0 })], by, None));

    private static Task<Guid> SubjectOf(RequestsOnTheWay asked, Guid request) =>
        asked.Given.InDb(db => db.AccessRequests.Where(r => r.Id == request).Select(r => r.SubjectId!.Value).FirstAsync(None));

    private static async Task<Guid> Raise(RequestsOnTheWay asked, string name, Guid position, Guid? holding = null) =>
        await RaiseFor(asked, (await asked.Given.Somebody(name, Tests.Given.Given.Pharmacy, holding ?? await asked.Given.ADispenserPosition())).ProfileId, position);

    private static async Task<Guid> RaiseFor(RequestsOnTheWay asked, Guid subject, Guid position)
    {
        asked.Given.Clock.Advance(TimeSpan.FromSeconds(1));
        var reference = (await asked.Given.With((RaiseAssignment raise) => raise.ExecuteAsync(
            new RaiseAssignmentRequest { ProfileId = subject, PositionId = position, StartsOn = asked.Given.Today, Note = "Needed" }, asked.Sponsor, None))).Value;
        return await asked.Given.InDb(db => db.AccessRequests.Where(r => r.Reference == reference).Select(r => r.Id).FirstAsync(None));
    }
}
