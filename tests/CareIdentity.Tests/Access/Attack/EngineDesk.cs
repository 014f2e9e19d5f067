using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Access.Attack;

/// <summary>One RA on a real engine, worked by the service's own verbs: what they let through is told to the oracle.</summary>
internal sealed class EngineDesk(Given.Given given, Oracle oracle)
{
    private const int Staff = 10;

    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>One of so many steps is done by anybody at all.</summary>
    private const int Random = 5;

    /// <summary>Requests among which one is chosen: older ones are decided.</summary>
    private const int Lately = 4;

    private static readonly int[] Lasting = [0, 4, 6];
    private static readonly int[] Managers = [0, 9];
    private static readonly int[] Granters = [0, 1, 2, 9];
    private static readonly int[] Sponsors = [4, 5, 6];

    private readonly List<(Guid Id, string Name)> people = [];
    private readonly List<(Guid Id, OdsCode At, bool Asks, bool Grants)> positions = [];
    private readonly List<(Guid Id, int By, int Subject, int Position)> requests = [];

    public int Succeeded { get; private set; }

    public int Tried { get; private set; }

    public async Task SetUpAsync()
    {
        await AddAsync(Given.Given.Ra, "RA Manager", "R5080", grants: true);
        await AddAsync(Given.Given.Ra, "RA Agent", "R5090", grants: true);
        await AddAsync(Given.Given.Pharmacy, "ID checker", "R8008", grants: true, added: "B0267");
        await AddAsync(Given.Given.Pharmacy, "Sponsor", "R8008", asks: true, added: "B1300");
        await AddAsync(Given.Given.Ra, "Sponsor of the RA", "R8008", asks: true, added: "B1300");
        await AddAsync(Given.Given.Pharmacy, "Dispenser", "R8003");
        await AddAsync(Given.Given.Pharmacy, "Counter assignable", "R8008");
        foreach (var (name, position, role) in new (string, int, RaRole?)[]
        {
            ("Mona Manager", 0, RaRole.RaManager), ("Adam Agent", 1, RaRole.RaAgent), ("Anna Agent", 1, RaRole.RaAgent), ("Cora Checker", 2, RaRole.IdChecker),
            ("Sam Sponsor", 3, RaRole.Sponsor), ("Sol Sponsor", 3, RaRole.Sponsor), ("Rose Sponsor", 4, RaRole.Sponsor), ("Nadia Dispenser", 5, null), ("Paul Plain", 6, null), ("Mike Manager", 0, RaRole.RaManager),
        })
        {
            var somebody = await given.Somebody(name, positions[position].At, positions[position].Id, role is { } trained ? [trained] : []);
            people.Add((somebody.ProfileId, name));
            oracle.Holds(people.Count - 1, position, positions[position].Asks, positions[position].Grants, 0);
        }
    }

    /// <summary>Somebody new, at whom nobody has taken a side yet.</summary>
    public async Task ArriveAsync()
    {
        var newcomer = await given.Somebody("Nora Newcomer", Given.Given.Pharmacy, positions[5].Id);
        await given.InDb(db => db.Database.ExecuteSqlAsync($"update profiles set date_of_birth = {PersonalDetailsRules.UnknownBirth}")); // So that anybody may be anybody.
        people.Add((newcomer.ProfileId, "Nora Newcomer"));
        oracle.Holds(people.Count - 1, 5, false, false, 0);
    }

    public async Task TryAsync(Step step)
    {
        var who = step.Other % Random == 0 ? step.Actor % Staff : Fitting(step.Attempt)[step.Actor % Fitting(step.Attempt).Length];
        // The staff among themselves, or one of those who came last.
        var subject = step.Subject % 3 == 0 ? step.Subject / 3 % Staff : people.Count - 1 - (step.Subject % Math.Min(3, people.Count));
        // Without the first manager and two of the sponsors nobody could be given anything again: they stay.
        var victim = Lasting.Contains(subject) ? people.Count - 1 : subject;
        var position = step.Thing % positions.Count;
        var request = requests.Count == 0 ? default : requests[requests.Count - 1 - (step.Thing % Math.Min(Lately, requests.Count))];
        var other = Beside(step, who, position);
        who = step.Attempt is Attempt.WithdrawRequest or Attempt.ResubmitRequest && step.Other % Random != 0 ? request.By : who;
        position = step.Attempt is Attempt.MoveEnd or Attempt.Remove ? HeldFrom(step.Attempt is Attempt.Remove ? victim : subject, position) : position;
        given.Clock.Advance(TimeSpan.FromSeconds(1));
        Tried++;
        var actor = await ActorAsync(who, step.Other);
        var refused = step.Attempt switch
        {
            Attempt.AskForPosition => await AskAsync(actor, who, subject, position),
            Attempt.AcceptRequest => await AcceptAsync(actor, who, request),
            Attempt.RejectRequest => (await given.With((RejectRequest reject) => reject.ExecuteAsync(new RejectRequestRequest { RequestId = request.Id, Reason = "No" }, actor, None))).Refusal,
            Attempt.WithdrawRequest => (await given.With((WithdrawRequest withdraw) => withdraw.ExecuteAsync(new WithdrawRequestRequest { RequestId = request.Id, Reason = "No" }, actor, None))).Refusal,
            Attempt.AssignDirectly or Attempt.CheckIdentity or Attempt.IssueCard => await AssignAsync(actor, who, subject, position, other),
            Attempt.AssignAsSponsor => await AssignAsync(actor, who, subject, position, null),
            Attempt.MoveEnd => await MoveEndAsync(actor, who, subject, position, step.Other),
            Attempt.Remove => await RemoveAsync(actor, victim, position),
            Attempt.CloseProfile when step.Other % 4 == 0 => await CloseAsync(actor, victim),
            Attempt.ReopenProfile or Attempt.CloseProfile => (await given.With((ReopenProfile reopen) => reopen.ExecuteAsync(new ReopenProfileRequest { ProfileId = people[victim].Id, Reason = "Back" }, actor, None))).Refusal,
            Attempt.CreatePosition => await CreateAsync(actor, who, other),
            Attempt.EditPosition => await EditAsync(actor, who, position, other, step.Subject),
            Attempt.SendBackRequest => (await given.With((SendBackRequest verb) => verb.ExecuteAsync(new SendBackRequestRequest { RequestId = request.Id, Needed = "More" }, actor, None))).Refusal,
            Attempt.ResubmitRequest => (await given.With((ResubmitRequest verb) => verb.ExecuteAsync(new ResubmitRequestRequest { RequestId = request.Id, StartsOn = given.Today, Note = "Needed", Answer = "Done" }, actor, None))).Refusal,
            Attempt.HandOverRequest => (await given.With((HandOverRequest verb) => verb.ExecuteAsync(new HandOverRequestRequest { RequestId = request.Id, Colleague = people[other].Id }, actor, None))).Refusal,
            Attempt.MergeProfiles => await MergeAsync(actor, who, victim, people.Count - 1 - (step.Thing % Math.Min(3, people.Count))),
            _ => throw new InvalidOperationException(),
        };
        if (refused is null)
        {
            Succeeded++;
            Tell(step.Attempt, request.By, who, other);
        }
    }

    /// <summary>Those whose work it is: most of what is tried could succeed, and the rules alone decide.</summary>
    private static int[] Fitting(Attempt attempt) => attempt switch
    {
        Attempt.AskForPosition or Attempt.AssignAsSponsor or Attempt.WithdrawRequest or Attempt.ResubmitRequest => Sponsors,
        Attempt.CreatePosition or Attempt.EditPosition or Attempt.MergeProfiles or Attempt.CloseProfile or Attempt.ReopenProfile => Managers,
        _ => Granters,
    };

    /// <summary>Whom it is done with: a sponsor of the place for who grants, another manager for who makes a position, a colleague for who hands over.</summary>
    private int Beside(Step step, int who, int position) => step.Attempt switch
    {
        _ when step.Other % Random == 0 => step.Actor / Staff % Staff,
        Attempt.AssignDirectly or Attempt.CheckIdentity or Attempt.IssueCard => positions[position].At == Given.Given.Ra ? Sponsors[^1] : Sponsors[step.Other % 2],
        Attempt.CreatePosition or Attempt.EditPosition => Managers[(Array.IndexOf(Managers, who) + 1) % Managers.Length],
        _ => Granters[step.Other % Granters.Length],
    };

    /// <summary>The next position from there on that the person holds.</summary>
    private int HeldFrom(int person, int position) =>
        Enumerable.Range(position, positions.Count).Select(p => p % positions.Count).FirstOrDefault(p => HeldBy(person, p) != Guid.Empty, position);

    private void Tell(Attempt attempt, int raisedBy, int who, int other)
    {
        switch (attempt)
        {
            case Attempt.RejectRequest or Attempt.SendBackRequest:
                oracle.Decided(raisedBy, who);
                break;
            case Attempt.ResubmitRequest:
                oracle.Changed(raisedBy, who);
                break;
            case Attempt.HandOverRequest:
                oracle.HandedOver(raisedBy, other);
                break;
        }
    }

    private async Task<Refusal?> AskAsync(Actor actor, int who, int subject, int position)
    {
        var asked = await given.With((RaiseAssignment raise) => raise.ExecuteAsync(
            new RaiseAssignmentRequest { ProfileId = people[subject].Id, PositionId = positions[position].Id, StartsOn = given.Today, Note = "Needed" }, actor, None));
        if (asked.IsRefused(out var refusal, out var reference))
        {
            return refusal;
        }

        oracle.Asked(subject, who);
        var id = await given.InDb(db => Task.FromResult(db.AccessRequests.Where(r => r.Reference == reference).Select(r => r.Id).First()));
        requests.Add((id, who, subject, position));
        return null;
    }

    private async Task<Refusal?> AcceptAsync(Actor actor, int who, (Guid Id, int By, int Subject, int Position) asked)
    {
        var accepted = await given.With((AcceptAssignment accept) => accept.ExecuteAsync(new AcceptAssignmentRequest { RequestId = asked.Id }, actor, None));
        if (accepted.Refusal is { } refusal)
        {
            return refusal;
        }

        oracle.Decided(asked.By, who);
        oracle.MadeEffective(asked.Subject, who);
        await HoldsAsync(asked.Subject, asked.Position);
        return null;
    }

    private async Task<Refusal?> AssignAsync(Actor actor, int who, int subject, int position, int? sponsor)
    {
        var assigned = await given.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = people[subject].Id, PositionId = positions[position].Id, StartsOn = given.Today, SponsorId = sponsor is { } s ? people[s].Id : null, Reason = "Needed" }, actor, None));
        if (assigned.IsRefused(out var refusal, out var assignment))
        {
            return refusal;
        }

        var side = await given.InDb(db => Task.FromResult(db.PositionAssignments.Where(a => a.Id == assignment).Select(a => a.GrantedBySide).First()));
        if (side is DutySide.Sponsor)
        {
            oracle.GaveAsSponsor(subject, who, position);
        }
        else
        {
            oracle.Asked(subject, sponsor!.Value);
            oracle.MadeEffective(subject, who);
        }

        await HoldsAsync(subject, position);
        return null;
    }

    private async Task<Refusal?> MoveEndAsync(Actor actor, int who, int subject, int position, int days)
    {
        var moved = await given.With((ChangeAssignment change) => change.ExecuteAsync(
            new ChangeAssignmentRequest { AssignmentId = HeldBy(subject, position), ExpiresOn = given.Today.AddDays(30 + (days % 900)), Reason = "Longer" }, actor, None));
        if (moved.Refusal is not null)
        {
            return moved.Refusal;
        }

        if (await given.InDb(db => Task.FromResult(db.Duties.Any(d => d.ProfileId == people[subject].Id && d.PersonId == people[who].Id && d.Side == DutySide.Sponsor))))
        {
            oracle.GaveAsSponsor(subject, who, position);
        }
        else
        {
            oracle.MadeEffective(subject, who);
        }

        return null;
    }

    private async Task<Refusal?> RemoveAsync(Actor actor, int subject, int position)
    {
        var removed = await given.With((RemoveAssignment remove) => remove.ExecuteAsync(new RemoveAssignmentRequest { AssignmentId = HeldBy(subject, position), Reason = "Gone" }, actor, None));
        if (removed.Refusal is null)
        {
            oracle.HoldsNoMore(subject, position);
        }

        return removed.Refusal;
    }

    private async Task<Refusal?> CloseAsync(Actor actor, int subject)
    {
        var closed = await given.With((CloseProfile close) => close.ExecuteAsync(new CloseProfileRequest { ProfileId = people[subject].Id, Reason = "Left" }, actor, None));
        for (var position = 0; closed.Refusal is null && position < positions.Count; position++)
        {
            oracle.HoldsNoMore(subject, position);
        }

        return closed.Refusal;
    }

    /// <summary>One of those who came last turns out to be somebody else; that one then holds what neither rule nor duty stands against.</summary>
    private async Task<Refusal?> MergeAsync(Actor actor, int who, int surviving, int merged)
    {
        var done = await given.With((MergeProfiles merge) => merge.ExecuteAsync(
            new MergeProfilesRequest { Profiles = new MergingProfiles(people[surviving].Id, people[merged].Id, SecondCard.Undecided), Compared = true, Reason = "Same passport" }, actor, None));
        if (done.Refusal is not null)
        {
            return done.Refusal;
        }

        oracle.Merged(surviving, merged, who);
        for (var position = 0; position < positions.Count; position++)
        {
            oracle.HoldsNoMore(merged, position);
            if (HeldBy(surviving, position) != Guid.Empty)
            {
                await HoldsAsync(surviving, position);
            }
        }

        return null;
    }

    private async Task<Refusal?> CreateAsync(Actor actor, int who, int approver)
    {
        var made = await given.With((CreatePosition create) => create.ExecuteAsync(
            new CreatePositionRequest { Organisation = Given.Given.Pharmacy, Name = "Made", AccessProfiles = PositionLifeTests.Terms("R8008"), AssignableBySponsors = true, ApprovedBy = people[approver].Id, ApprovalNote = "Agreed" }, actor, None));
        if (made.IsRefused(out var refusal, out var id))
        {
            return refusal;
        }

        positions.Add((id, Given.Given.Pharmacy, false, false));
        oracle.Made(positions.Count - 1, who, approver);
        return null;
    }

    /// <summary>Gives, and takes again, one activity to all who hold the position.</summary>
    private async Task<Refusal?> EditAsync(Actor actor, int who, int position, int approver, int more)
    {
        var view = (await given.With((PositionQueries queries) => queries.FindAsync(positions[position].Id, None)))!;
        var terms = view.OwnTerms.Select(t => t with { AddedActivities = [.. t.AddedActivities.Where(a => a.Value != "B0820"), .. more % 2 == 0 ? new[] { BCode.Parse("B0820") } : []] }).ToList();
        var gains = !AccessDifference.Between(view.OwnTerms, terms, await given.With((RbacReferenceSource source) => source.GetAsync(None))).Gained.SetEquals([]);
        var holders = await given.InDb(db => Task.FromResult(db.PositionAssignments.Where(a => a.PositionId == view.Id && a.RemovedAt == null).Select(a => a.ProfileId).ToList()));
        var edited = await given.With((EditPosition edit) => edit.ExecuteAsync(
            new EditPositionRequest
            {
                PositionId = view.Id,
                Version = view.Version,
                Name = view.Name,
                AccessProfiles = terms,
                AssignableBySponsors = view.AssignableBySponsors,
                ApprovedBy = people[approver].Id,
                ApprovalNote = "Agreed",
            },
            actor,
            None));
        if (edited.Refusal is null)
        {
            oracle.Made(position, who, approver);
            foreach (var holder in holders.Where(_ => gains))
            {
                oracle.MadeEffective(people.FindIndex(p => p.Id == holder), who);
            }
        }

        return edited.Refusal;
    }

    /// <summary>Appointed and signed at once, so that the attack goes on in the new role.</summary>
    private async Task HoldsAsync(int person, int position)
    {
        oracle.Holds(person, position, positions[position].Asks, positions[position].Grants, 0);
        Assert.Null(await given.Appointed(people[person].Id));
    }

    private Guid HeldBy(int person, int position) => given.InDb(db => Task.FromResult(
        db.PositionAssignments.Where(a => a.ProfileId == people[person].Id && a.PositionId == positions[position].Id && a.RemovedAt == null).Select(a => a.Id).FirstOrDefault())).Result;

    /// <summary>Signed in in one of the positions that they hold now; an unlucky one in none.</summary>
    private async Task<Actor> ActorAsync(int person, int which)
    {
        var held = (await given.With((PositionQueries queries) => queries.OfProfileAsync(people[person].Id, None))).Where(h => h.IsActiveOn(given.Today)).ToList();
        var chosen = held.Count == 0 ? null : held[which % held.Count];
        return new Actor
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
    }

    private async Task AddAsync(OdsCode at, string name, string jobRole, bool asks = false, bool grants = false, params string[] added) =>
        positions.Add((await given.APosition(at, name, jobRole, added), at, asks, grants));
}
