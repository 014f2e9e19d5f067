using CareIdentity.Kernel;

namespace CareIdentity.Tests.Access.Attack;

/// <summary>Who tries what at whom: mostly work that these people have, so that the rules alone decide; one of five is anybody's, at anything.</summary>
internal sealed partial class EngineDesk
{
    private const int Anything = 5;

    /// <summary>Who came last, and requests among which one is chosen.</summary>
    private const int Lately = 5;

    private const int Staff = 11;
    private const int Dispenser = 5;
    private const int Counter = 6;
    private const int Root = 7;

    private static readonly int[] Managing = [0];
    private static readonly int[] Granting = [0, 1];
    private static readonly int[] Roles = [1, 2, 3];

    /// <summary>Without the first manager, two of the sponsors and the national RA nobody could be given anything again: they stay.</summary>
    private static readonly int[] Lasting = [0, 4, 6, 10];

    private readonly HashSet<(int Person, int Position)> held = [];
    private readonly HashSet<(int Person, int Position)> resting = [];
    private readonly HashSet<int> gone = [];
    private readonly HashSet<int> others = [];

    /// <summary>The side that somebody took for somebody: true for the agent's.</summary>
    private readonly Dictionary<(int Subject, int Person), bool> taken = [];

    private enum Stands
    {
        Open,
        Returned,
        National,
        Over,
    }

    private static bool IsFitting(int number) => number % Anything != 0;

    /// <summary>The roles in which such work is done, the likeliest first.</summary>
    private static int[] RolesFor(Attempt attempt) => attempt switch
    {
        Attempt.AskForPosition or Attempt.AssignAsSponsor or Attempt.WithdrawRequest or Attempt.ResubmitRequest => [3, 4],
        Attempt.GiveBackRequest => [Root],
        _ => [0, 1, Root],
    };

    private (Attempt Attempt, int Who, int Subject, int Position, int Other, Asked Request) Plan(Step step) => !IsFitting(step.Other) ? PlanAnything(step) : step.Attempt switch
    {
        Attempt.AskForPosition => PlanAsking(step),
        Attempt.AcceptRequest or Attempt.RejectRequest or Attempt.SendBackRequest or Attempt.HandOverRequest or Attempt.EscalateRequest => PlanOn(step, step.Thing % 7 == 0 ? Stands.National : Stands.Open),
        Attempt.WithdrawRequest => PlanOn(step, step.Thing % 2 == 0 ? Stands.Open : Stands.Returned),
        Attempt.ResubmitRequest => PlanOn(step, Stands.Returned),
        Attempt.GiveBackRequest => PlanOn(step, Stands.National),
        Attempt.AssignDirectly or Attempt.CheckIdentity or Attempt.IssueCard or Attempt.AssignAsSponsor => PlanGiving(step),
        Attempt.MoveEnd or Attempt.Remove or Attempt.SuspendStaff => PlanOnHeld(step),
        Attempt.CreatePosition or Attempt.EditPosition => PlanPosition(step),
        _ => PlanLife(step),
    };

    private (Attempt, int, int, int, int, Asked) PlanAnything(Step step)
    {
        var takes = step.Attempt is Attempt.Remove or Attempt.CloseProfile or Attempt.MergeProfiles or Attempt.SuspendStaff;
        var subject = step.Subject % 3 == 0 ? step.Subject / 3 % Staff : people.Count - 1 - (step.Subject % Lately);
        var merged = people.Count - 1 - (step.Thing % Lately);
        return (
            step.Attempt,
            step.Actor % Staff,
            takes && Lasting.Contains(subject) ? people.Count - 1 : subject,
            step.Thing % positions.Count,
            step.Attempt is Attempt.MergeProfiles ? merged : step.Actor / Staff % Staff,
            requests.Count == 0 ? Asked.None : requests[^(1 + (step.Thing % Math.Min(Lately, requests.Count)))]);
    }

    private (Attempt, int, int, int, int, Asked) PlanAsking(Step step)
    {
        var subject = First(Subjects(step), step.Subject, s => !gone.Contains(s));
        var position = PositionFor(subject, step.Thing, p => !requests.Exists(r => r.State != Stands.Over && r.Subject == subject && r.Position == p));
        return (Attempt.AskForPosition, First(SponsorsOf(position), step.Actor, w => MayTake(subject, w, asAgent: false)), subject, position, 0, Asked.None);
    }

    /// <summary>Where no request stands so, one is raised.</summary>
    private (Attempt, int, int, int, int, Asked) PlanOn(Step step, Stands state)
    {
        var known = requests.FindAll(r => r.State == state && !gone.Contains(r.Subject));
        if (known.Count == 0)
        {
            return PlanAsking(step);
        }

        var request = known[^(1 + (step.Thing % Math.Min(Lately, known.Count)))];
        bool MayDecide(int person) => person != request.By && MayTake(request.Subject, person, asAgent: true);
        var deciders = state is Stands.National ? Working(Root) : Working(IsStaff(request.Position) ? Managing : Granting);
        var who = step.Attempt is Attempt.WithdrawRequest or Attempt.ResubmitRequest ? request.By
            : First(deciders, step.Actor, w => MayDecide(w) && (request.With is null || request.With == w || step.Attempt is Attempt.HandOverRequest));
        return (step.Attempt, who, request.Subject, request.Position, First(deciders, step.Other, MayDecide), request);
    }

    private (Attempt, int, int, int, int, Asked) PlanGiving(Step step)
    {
        var asSponsor = step.Attempt is Attempt.AssignAsSponsor;
        var subject = First(Subjects(step), step.Subject, s => !gone.Contains(s));
        var position = PositionFor(subject, step.Thing, p => !asSponsor || p is Counter or > Root);
        var granters = asSponsor ? SponsorsOf(position) : Working(IsStaff(position) ? Managing : Granting);
        return (step.Attempt, First(granters, step.Actor, w => MayTake(subject, w, !asSponsor)), subject, position, First(SponsorsOf(position), step.Other, o => MayTake(subject, o, asAgent: false)), Asked.None);
    }

    private (Attempt, int, int, int, int, Asked) PlanOnHeld(Step step)
    {
        var some = held.Where(h => h.Position != Root && (step.Attempt is Attempt.MoveEnd || !Lasting.Contains(h.Person)) && (step.Attempt is not Attempt.SuspendStaff || Roles.Contains(h.Position)));
        var all = (step.Attempt is Attempt.SuspendStaff && step.Thing % 2 == 0 && resting.Count > 0 ? resting : some).OrderBy(h => h).ToList();
        var (person, position) = all.Count == 0 ? (people.Count - 1, Dispenser) : all[step.Thing % all.Count];
        var granters = step.Attempt is Attempt.SuspendStaff || IsStaff(position) ? Working(Managing) : Working(Granting);
        return (step.Attempt, First(granters, step.Actor, w => w != person && (step.Attempt is not Attempt.MoveEnd || MayTake(person, w, asAgent: true))), person, position, 0, Asked.None);
    }

    private (Attempt, int, int, int, int, Asked) PlanPosition(Step step)
    {
        var who = First(Working(Managing), step.Actor, _ => true);
        var position = First(Enumerable.Range(Dispenser, positions.Count - Dispenser), step.Thing, p => p != Root && held.All(h => h.Position != p || (h.Person != who && MayTake(h.Person, who, asAgent: true))));
        return (step.Attempt, who, step.Subject, position, First(Enumerable.Range(0, Staff), step.Other, o => o != who && !gone.Contains(o) && !held.Contains((o, position))), Asked.None);
    }

    /// <summary>Somebody leaves, comes back, or turns out to be another.</summary>
    private (Attempt, int, int, int, int, Asked) PlanLife(Step step)
    {
        var left = gone.Except(others).Order().ToList();
        var attempt = step.Attempt is Attempt.MergeProfiles ? step.Attempt : left.Count > 0 ? Attempt.ReopenProfile : step.Other % 4 == 1 ? Attempt.CloseProfile : Attempt.MergeProfiles;
        var subject = attempt is Attempt.ReopenProfile ? left[step.Thing % left.Count]
            : First(Subjects(step).Where(s => !Lasting.Contains(s)), step.Subject, s => !gone.Contains(s));
        var merged = First(Newest(), step.Thing, m => m != subject && !gone.Contains(m));
        var who = First(Working(Managing), step.Actor, w => w != subject && (attempt is not Attempt.MergeProfiles || (MayTake(subject, w, asAgent: true) && MayTake(merged, w, asAgent: true))));
        return (attempt, who, subject, Dispenser, merged, Asked.None);
    }

    private IEnumerable<int> Newest() => Enumerable.Range(people.Count - Lately, Lately);

    private IEnumerable<int> Subjects(Step step) => step.Subject % 3 == 0 ? Enumerable.Range(0, Staff) : Newest();

    private IEnumerable<int> Working(params int[] roles) => held.Where(h => roles.Contains(h.Position) && !resting.Contains(h)).Select(h => h.Person).Distinct().Order();

    private IEnumerable<int> SponsorsOf(int position) => Working(positions[position].At == Given.Given.Ra ? 4 : 3);

    private static bool IsStaff(int position) => position < Dispenser || position == Root;

    private bool MayTake(int subject, int person, bool asAgent) => subject != person && (!taken.TryGetValue((subject, person), out var agent) || agent == asAgent);

    /// <summary>One that the person does not hold, and that goes with what they hold.</summary>
    private int PositionFor(int person, int start, Func<int, bool> fits)
    {
        var mine = held.Where(h => h.Person == person).Select(h => positions[h.Position]).ToList();
        var (asks, grants) = (mine.Exists(p => p.Asks), mine.Exists(p => p.Grants));
        return First(Enumerable.Range(0, positions.Count), start, p => p != Root && !held.Contains((person, p)) && !(positions[p].Asks && grants) && !(positions[p].Grants && asks) && fits(p));
    }

    /// <summary>From there on the first that fits; where none does, the one there, and the rules shall refuse it.</summary>
    private static int First(IEnumerable<int> from, int start, Func<int, bool> fits)
    {
        var all = from.ToList();
        return all.Count == 0 ? 0 : Enumerable.Range(start, all.Count).Select(i => all[i % all.Count]).FirstOrDefault(fits, all[start % all.Count]);
    }

    private void Asks(int subject, int person)
    {
        taken.TryAdd((subject, person), false);
        oracle.Asked(subject, person);
    }

    private void MakesEffective(int subject, int person)
    {
        taken.TryAdd((subject, person), true);
        oracle.MadeEffective(subject, person);
    }

    private void GivesAsSponsor(int subject, int person, int position)
    {
        taken.TryAdd((subject, person), false);
        oracle.GaveAsSponsor(subject, person, position);
    }

    /// <summary>A request as it is known to stand.</summary>
    private sealed class Asked(Guid id, int by, int subject, int position)
    {
        public static Asked None { get; } = new(Guid.Empty, 0, 0, 0);

        public Guid Id { get; } = id;

        public int By { get; set; } = by;

        public int Subject { get; set; } = subject;

        public int Position { get; } = position;

        public Stands State { get; set; }

        public bool National { get; set; }

        /// <summary>The colleague who has it; null: everybody.</summary>
        public int? With { get; set; }
    }
}
