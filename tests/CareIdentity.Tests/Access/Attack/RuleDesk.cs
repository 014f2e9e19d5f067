using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;

namespace CareIdentity.Tests.Access.Attack;

/// <summary>
/// Two RAs in memory, run by the service's own nouns and rules (the ledger's decision, the roles in one RA, requests, assignments,
/// positions), in the order in which its verbs ask them. Without the database, so that sequences are tried by the hundred thousand.
/// </summary>
/// <param name="ledger">Replaced by a test that wants to see whether a hole in the rules would be found.</param>
internal sealed partial class RuleDesk(Oracle oracle, Func<Guid, Guid, DutySide?, DutySide, Refusal?> ledger)
{
    private const int People = 8;
    private const int Kinds = 6;

    private static readonly DateTimeOffset Now = new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 6, 15);
    private static readonly OdsCode[] Ras = [OdsCode.Parse("RA1DO"), OdsCode.Parse("RA2DE")];
    private static readonly RaRole?[] RoleOf = [RaRole.RaManager, RaRole.RaAgent, RaRole.IdChecker, RaRole.Sponsor, null, null];
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, People).Select(i => new Guid(i, 0, 0, new byte[8]))];

    private readonly RuleLedger duties = new(Ids, ledger);
    private readonly List<Desk> positions = [];
    private readonly List<(AccessRequest Request, int Subject, int By, int Position)> requests = [];
    private readonly List<(int Person, int Position, PositionAssignment Assignment)> assignments = [];
    private readonly HashSet<(int Person, int Position)> resting = [];
    private readonly bool[] closed = new bool[People];

    public int Succeeded { get; private set; }

    public static string? Breach(IReadOnlyList<Step> steps, Func<Guid, Guid, DutySide?, DutySide, Refusal?>? ledger = null)
    {
        var oracle = new Oracle();
        var desk = new RuleDesk(oracle, ledger ?? DutyLedger.Decide);
        desk.SetUp();
        foreach (var step in steps)
        {
            desk.Try(step);
            if (oracle.Breach is not null)
            {
                break;
            }
        }

        return oracle.Breach;
    }

    /// <summary>
    /// In each RA a manager, an agent, a checker, a sponsor, a dispenser and a counter assistant. Some work in both, on another side in each,
    /// which is allowed and what an attack needs: the sponsor of one RA who is an agent in the other.
    /// </summary>
    public void SetUp()
    {
        for (var ra = 0; ra < Ras.Length; ra++)
        {
            for (var kind = 0; kind < Kinds; kind++)
            {
                Add(ra, RoleOf[kind], assignable: kind == Kinds - 1, Guid.Empty, null);
            }
        }

        foreach (var (person, position) in new[] { (0, 0), (1, 1), (2, 2), (3, 3), (6, 3), (3, Kinds + 1), (4, Kinds), (5, Kinds + 3), (5, 2), (0, Kinds + 3) })
        {
            Give(person, position, null, null, null);
        }

        Add(0, RaRole.RootRaManager, assignable: false, Guid.Empty, null);
        Give(People - 1, positions.Count - 1, null, null, null);
    }

    public void Try(Step step)
    {
        var (actor, subject) = (step.Actor % People, step.Subject % People);
        var position = step.Thing % positions.Count;
        var other = step.Other % People;
        if (closed[actor])
        {
            return;
        }

        var done = step.Attempt switch
        {
            Attempt.AskForPosition => Ask(actor, subject, position),
            Attempt.AcceptRequest => requests.Count > 0 && Accept(actor, requests[step.Thing % requests.Count]),
            Attempt.RejectRequest => requests.Count > 0 && Decide(actor, requests[step.Thing % requests.Count]),
            Attempt.WithdrawRequest => requests.Count > 0 && requests[step.Thing % requests.Count].Request.Withdraw(Ids[actor], Now, "Not needed") is null,
            Attempt.AssignDirectly => AssignDirectly(actor, subject, position, other),
            Attempt.AssignAsSponsor => AssignAsSponsor(actor, subject, position),
            Attempt.CheckIdentity => Works(actor, null, RaRole.RaManager, RaRole.RaAgent, RaRole.IdChecker) && Effective(actor, subject),
            Attempt.IssueCard => Works(actor, null, RaRole.RaManager, RaRole.RaAgent) && Effective(actor, subject),
            Attempt.MoveEnd => Held(subject, position) is not null && MayAppoint(actor, position) && MoveEnd(actor, subject, position),
            Attempt.Remove => Remove(actor, subject, position),
            Attempt.CloseProfile => Close(actor, subject),
            Attempt.ReopenProfile => closed[subject] && duties.IsItself(subject) && actor != subject && Works(actor, null, RaRole.RaManager, RaRole.RaAgent) && !(closed[subject] = false),
            Attempt.CreatePosition => Create(actor, position, other),
            Attempt.EditPosition => Edit(actor, position, other),
            Attempt.SendBackRequest => requests.Count > 0 && SendBack(actor, requests[step.Thing % requests.Count]),
            Attempt.ResubmitRequest => requests.Count > 0 && Resubmit(actor, requests[step.Thing % requests.Count]),
            Attempt.HandOverRequest => requests.Count > 0 && HandOver(actor, requests[step.Thing % requests.Count], step.Subject % 2 == 0 ? actor : other),
            Attempt.MergeProfiles => Merge(actor, subject, other),
            Attempt.EscalateRequest => requests.Count > 0 && Escalate(actor, requests[step.Thing % requests.Count]),
            Attempt.GiveBackRequest => requests.Count > 0 && GiveBack(actor, requests[step.Thing % requests.Count]),
            Attempt.SuspendStaff => Suspend(actor, subject, position),
            _ => throw new InvalidOperationException(),
        };
        Succeeded += done ? 1 : 0;
    }

    private bool AssignDirectly(int actor, int subject, int position, int sponsor) =>
        Works(actor, positions[position].Ra, RaRole.RaManager, RaRole.RaAgent) && MayAppoint(actor, position)
        && !closed[sponsor] && Works(sponsor, positions[position].Ra, RaRole.Sponsor)
        && Grant(subject, position, actor, DutySide.Agent, sponsor);

    private bool AssignAsSponsor(int actor, int subject, int position)
    {
        if (!positions[position].Noun.AssignableBySponsors || !Works(actor, positions[position].Ra, RaRole.Sponsor)
            || duties.IdsOf(actor).Any(positions[position].Noun.WasMadeBy) || !Grant(subject, position, actor, DutySide.Sponsor, actor))
        {
            return false;
        }

        oracle.GaveAsSponsor(subject, actor, position);
        return true;
    }

    private bool MoveEnd(int actor, int subject, int position)
    {
        if (Works(actor, positions[position].Ra, RaRole.RaManager, RaRole.RaAgent))
        {
            return Effective(actor, subject);
        }

        if (!positions[position].Noun.AssignableBySponsors || !Works(actor, positions[position].Ra, RaRole.Sponsor)
            || duties.IdsOf(actor).Any(positions[position].Noun.WasMadeBy) || !duties.IsItself(subject) || !duties.Take(subject, actor, DutySide.Sponsor))
        {
            return false;
        }

        oracle.GaveAsSponsor(subject, actor, position);
        return true;
    }

    private bool Remove(int actor, int subject, int position)
    {
        if (actor == subject || !MayDismiss(actor, position) || Held(subject, position) is not { } held || !Works(actor, positions[position].Ra, RaRole.RaManager, RaRole.RaAgent, RaRole.Sponsor) || held.Remove(Now) is not null)
        {
            return false;
        }

        oracle.HoldsNoMore(subject, position);
        return true;
    }

    private bool Create(int actor, int like, int approver)
    {
        var ra = positions[like].Ra;
        if (approver == actor || closed[approver] || !Works(actor, ra, RaRole.RaManager))
        {
            return false;
        }

        Add(ra, null, assignable: true, Ids[actor], Ids[approver]);
        oracle.Made(positions.Count - 1, actor, approver);
        return true;
    }

    private bool Edit(int actor, int position, int approver)
    {
        var holders = assignments.Where(a => a.Position == position && a.Assignment.RemovedAt is null).Select(a => a.Person).Distinct().ToList();
        if (approver == actor || closed[approver] || positions[position].Role is not null || !Works(actor, positions[position].Ra, RaRole.RaManager)
            || holders.Contains(actor) || holders.Contains(approver) || holders.Exists(h => duties.Sides(h, actor).Contains(DutySide.Sponsor)))
        {
            return false;
        }

        foreach (var holder in holders)
        {
            duties.Add(holder, actor, DutySide.Agent);
            oracle.MadeEffective(holder, actor);
        }

        positions[position].Noun.Changed(Ids[actor], Ids[approver], "Agreed", Now);
        oracle.Made(position, actor, approver);
        return true;
    }

    private bool Grant(int subject, int position, int granter, DutySide side, int sponsor)
    {
        if (closed[subject] || Held(subject, position) is not null || SeparationOfDuties.Check(RolesOf(subject), Roles(positions[position])) is not null)
        {
            return false;
        }

        // As in the database's one commit: neither side is kept where the other is refused.
        if (!duties.MayTake(subject, granter, side) || !duties.MayTake(subject, sponsor, DutySide.Sponsor))
        {
            return false;
        }

        duties.Add(subject, granter, side);
        duties.Add(subject, sponsor, DutySide.Sponsor);
        oracle.Asked(subject, sponsor);
        if (side is DutySide.Agent)
        {
            oracle.MadeEffective(subject, granter);
        }

        Give(subject, position, Ids[granter], side, Ids[sponsor]);
        return true;
    }

    private void Give(int person, int position, Guid? granter, DutySide? side, Guid? sponsor)
    {
        assignments.Add((person, position, new PositionAssignment
        {
            Id = Guid.NewGuid(),
            ProfileId = Ids[person],
            PositionId = positions[position].Noun.Id,
            StartsOn = Today,
            GrantedAt = Now,
            GrantedBy = granter,
            GrantedBySide = side,
            SponsoredBy = sponsor,
            SponsoredBySide = sponsor is null ? null : DutySide.Sponsor,
        }));
        Holds(person, position);
    }

    private void Holds(int person, int position)
    {
        var role = positions[position].Role;
        oracle.Holds(person, position, role is RaRole.Sponsor, role is RaRole.RaManager or RaRole.RaAgent or RaRole.IdChecker, positions[position].Ra);
    }

    private bool Effective(int actor, int subject)
    {
        // A merged profile is closed for ever: nothing is checked, issued or moved under it.
        if (!duties.IsItself(subject) || !duties.Take(subject, actor, DutySide.Agent))
        {
            return false;
        }

        oracle.MadeEffective(subject, actor);
        return true;
    }

    private bool MayAppoint(int actor, int position) => positions[position].Role switch
    {
        null => true,
        RaRole.RootRaManager => false,
        _ => Works(actor, positions[position].Ra, RaRole.RaManager),
    };

    private bool MayDismiss(int actor, int position) => positions[position].Role is not (RaRole.RaManager or RaRole.RaAgent) || MayAppoint(actor, position);

    private bool Works(int person, int? ra, params ReadOnlySpan<RaRole> roles)
    {
        foreach (var (holder, position, assignment) in assignments)
        {
            if (holder == person && assignment.IsActiveOn(Today) && !resting.Contains((person, position)) && (ra is null || positions[position].Ra == ra) && positions[position].Role is { } role && roles.Contains(role))
            {
                return true;
            }
        }

        return false;
    }

    private PositionAssignment? Held(int person, int position) =>
        assignments.Find(a => a.Person == person && a.Position == position && a.Assignment.RemovedAt is null).Assignment;

    private List<RoleInRa> RolesOf(int person) => [.. assignments.Where(a => a.Person == person && a.Assignment.RemovedAt is null).SelectMany(a => Roles(positions[a.Position]))];

    private static List<RoleInRa> Roles(Desk position) => position.Role is { } role ? [new RoleInRa(role, Ras[position.Ra])] : [];

    private void Add(int ra, RaRole? role, bool assignable, Guid by, Guid? approvedBy) => positions.Add(new Desk(ra, role, new Position
    {
        Id = Guid.NewGuid(),
        Organisation = Ras[ra],
        Name = "Position",
        CreatedBy = by,
        ApprovedBy = approvedBy,
        ApprovalNote = "",
        CreatedAt = Now,
        AssignableBySponsors = assignable,
    }));

    private sealed record Desk(int Ra, RaRole? Role, Position Noun);
}
