using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Staff;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Access.Attack;

/// <summary>One RA on a real engine, worked by the service's own verbs: what they let through is told to the oracle.</summary>
internal sealed partial class EngineDesk(Given.Given given, Oracle oracle)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly List<(Guid Id, string Name)> people = [];
    private readonly List<(Guid Id, OdsCode At, bool Asks, bool Grants)> positions = [];
    private readonly List<Asked> requests = [];

    public int Succeeded { get; private set; }

    public int Tried { get; private set; }

    /// <summary>What was done, and how often.</summary>
    public Dictionary<Attempt, int> Done { get; } = [];

    public async Task SetUpAsync()
    {
        await AddAsync(Given.Given.Ra, "RA Manager", "R5080", grants: true);
        await AddAsync(Given.Given.Ra, "RA Agent", "R5090", grants: true);
        await AddAsync(Given.Given.Pharmacy, "ID checker", "R8008", grants: true, added: "B0267");
        await AddAsync(Given.Given.Pharmacy, "Sponsor", "R8008", asks: true, added: "B1300");
        await AddAsync(Given.Given.Ra, "Sponsor of the RA", "R8008", asks: true, added: "B1300");
        await AddAsync(Given.Given.Pharmacy, "Dispenser", "R8003");
        await AddAsync(Given.Given.Pharmacy, "Counter assignable", "R8008");
        await AddAsync(Given.Given.Ra, "Root RA Manager", "R5072");
        foreach (var (name, position, role) in new (string, int, RaRole?)[]
        {
            ("Mona Manager", 0, RaRole.RaManager), ("Adam Agent", 1, RaRole.RaAgent), ("Anna Agent", 1, RaRole.RaAgent), ("Cora Checker", 2, RaRole.IdChecker),
            ("Sam Sponsor", 3, RaRole.Sponsor), ("Sol Sponsor", 3, RaRole.Sponsor), ("Rose Sponsor", 4, RaRole.Sponsor), ("Nadia Dispenser", 5, null), ("Paul Plain", 6, null),
            ("Mike Manager", 0, RaRole.RaManager), ("Rita Root", Root, RaRole.RootRaManager),
        })
        {
            var somebody = await given.Somebody(name, positions[position].At, positions[position].Id, role is { } trained ? [trained] : []);
            people.Add((somebody.ProfileId, name));
            Knows(people.Count - 1, position);
        }
    }

    /// <summary>Somebody new, at whom nobody has taken a side yet.</summary>
    public async Task ArriveAsync()
    {
        var newcomer = await given.Somebody("Nora Newcomer", Given.Given.Pharmacy, positions[Dispenser].Id);
        await given.InDb(db => db.Database.ExecuteSqlAsync($"update profiles set date_of_birth = {PersonalDetailsRules.UnknownBirth}")); // So that anybody may be anybody.
        people.Add((newcomer.ProfileId, "Nora Newcomer"));
        Knows(people.Count - 1, Dispenser);
    }

    public async Task TryAsync(Step step)
    {
        var (attempt, who, subject, position, other, request) = Plan(step);
        given.Clock.Advance(TimeSpan.FromSeconds(1));
        Tried++;
        var (actor, acting) = await ActorAsync(who, attempt, step.Other);
        var refused = attempt switch
        {
            Attempt.AskForPosition => await AskAsync(actor, who, subject, position),
            Attempt.AcceptRequest => await AcceptAsync(actor, who, request),
            Attempt.RejectRequest => (await given.With((RejectRequest reject) => reject.ExecuteAsync(new RejectRequestRequest { RequestId = request.Id, Reason = "No" }, actor, None))).Refusal,
            Attempt.WithdrawRequest => (await given.With((WithdrawRequest withdraw) => withdraw.ExecuteAsync(new WithdrawRequestRequest { RequestId = request.Id, Reason = "No" }, actor, None))).Refusal,
            Attempt.AssignDirectly or Attempt.CheckIdentity or Attempt.IssueCard => await AssignAsync(actor, who, subject, position, other),
            Attempt.AssignAsSponsor => await AssignAsync(actor, who, subject, position, null),
            Attempt.MoveEnd => await MoveEndAsync(actor, who, subject, position, step.Other),
            Attempt.Remove => await RemoveAsync(actor, subject, position),
            Attempt.CloseProfile => await CloseAsync(actor, subject),
            Attempt.ReopenProfile => await ReopenAsync(actor, subject),
            Attempt.CreatePosition => await CreateAsync(actor, who, other),
            Attempt.EditPosition => await EditAsync(actor, who, position, other, step.Subject),
            Attempt.SendBackRequest => (await given.With((SendBackRequest verb) => verb.ExecuteAsync(new SendBackRequestRequest { RequestId = request.Id, Needed = "More" }, actor, None))).Refusal,
            Attempt.ResubmitRequest => (await given.With((ResubmitRequest verb) => verb.ExecuteAsync(new ResubmitRequestRequest { RequestId = request.Id, StartsOn = given.Today, Note = "Needed", Answer = "Done" }, actor, None))).Refusal,
            Attempt.HandOverRequest => (await given.With((HandOverRequest verb) => verb.ExecuteAsync(new HandOverRequestRequest { RequestId = request.Id, Colleague = people[other].Id }, actor, None))).Refusal,
            Attempt.MergeProfiles => await MergeAsync(actor, who, subject, other),
            Attempt.EscalateRequest => (await given.With((EscalateRequest verb) => verb.ExecuteAsync(new EscalateRequestRequest { RequestId = request.Id, Why = "Yours" }, actor, None))).Refusal,
            Attempt.GiveBackRequest => (await given.With((GiveBackRequest verb) => verb.ExecuteAsync(new GiveBackRequestRequest { RequestId = request.Id, Why = "Yours" }, actor, None))).Refusal,
            Attempt.SuspendStaff => await SuspendAsync(actor, subject, position),
            _ => throw new InvalidOperationException(),
        };
        if (refused is null)
        {
            Succeeded++;
            Done[attempt] = Done.GetValueOrDefault(attempt) + 1;
            oracle.Worked(who, attempt is Attempt.WithdrawRequest ? -1 : acting); // Taking back what one raised needs no role.
            Tell(attempt, request, who, other);
        }
    }

    private void Tell(Attempt attempt, Asked request, int who, int other)
    {
        switch (attempt)
        {
            case Attempt.AcceptRequest or Attempt.WithdrawRequest:
                request.State = Stands.Over;
                break;
            case Attempt.RejectRequest:
                request.State = Stands.Over;
                oracle.Decided(request.By, who);
                break;
            case Attempt.SendBackRequest:
                request.State = Stands.Returned;
                oracle.Decided(request.By, who);
                break;
            case Attempt.ResubmitRequest:
                request.State = request.National ? Stands.National : Stands.Open;
                oracle.Changed(request.By, who);
                break;
            case Attempt.HandOverRequest:
                request.With = other;
                oracle.HandedOver(request.By, other);
                break;
            case Attempt.EscalateRequest:
                (request.State, request.National, request.With) = (Stands.National, true, null);
                oracle.Decided(request.By, who);
                break;
            case Attempt.GiveBackRequest:
                (request.State, request.National, request.With) = (Stands.Open, false, null);
                oracle.Decided(request.By, who);
                break;
        }
    }

    /// <summary>Appointed and signed at once, so that the attack goes on in the new role.</summary>
    private async Task HoldsAsync(int person, int position)
    {
        Knows(person, position);
        Assert.Null(await given.Appointed(people[person].Id));
    }

    private void Knows(int person, int position)
    {
        held.Add((person, position));
        oracle.Holds(person, position, positions[position].Asks, positions[position].Grants, 0);
    }

    private void KnowsGone(int person, int position)
    {
        held.Remove((person, position));
        resting.Remove((person, position));
        oracle.HoldsNoMore(person, position);
    }

    private Task<Guid> HeldBy(int person, int position) => given.InDb(db =>
        db.PositionAssignments.Where(a => a.ProfileId == people[person].Id && a.PositionId == positions[position].Id && a.RemovedAt == null).Select(a => a.Id).FirstOrDefaultAsync());

    /// <summary>Signed in in one of the positions that they hold now, most times in one for this work; an unlucky one in none.</summary>
    private async Task<(Actor Actor, int Position)> ActorAsync(int person, Attempt attempt, int which)
    {
        var now = (await given.With((PositionQueries queries) => queries.OfProfileAsync(people[person].Id, None))).Where(h => h.IsActiveOn(given.Today)).ToList();
        var fitting = IsFitting(which) ? now.Find(h => RolesFor(attempt).Contains(positions.FindIndex(p => p.Id == h.PositionId))) : null;
        var chosen = fitting ?? (now.Count == 0 ? null : now[which % now.Count]);
        var actor = new Actor
        {
            ProfileId = people[person].Id,
            Name = people[person].Name,
            ActingAs = chosen?.PositionName ?? "",
            AssignmentId = chosen?.AssignmentId,
            AccessProfileId = chosen?.AccessProfiles[0].Id,
            Organisation = chosen?.Organisation,
            AssuranceLevel = 3,
            CorrelationId = "attack",
        };
        return (actor, positions.FindIndex(p => p.Id == chosen?.PositionId));
    }

    private async Task AddAsync(OdsCode at, string name, string jobRole, bool asks = false, bool grants = false, params string[] added) =>
        positions.Add((await given.APosition(at, name, jobRole, added), at, asks, grants));
}
