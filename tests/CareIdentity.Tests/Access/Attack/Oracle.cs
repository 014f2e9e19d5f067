namespace CareIdentity.Tests.Access.Attack;

/// <summary>
/// decisions.md §2, written down a second time and knowing nothing of the service: it is only told what came about, and says what of it
/// should not have.
/// </summary>
internal sealed class Oracle
{
    private readonly HashSet<(int Profile, int Person)> asked = [];
    private readonly HashSet<(int Profile, int Person)> madeEffective = [];
    private readonly Dictionary<(int Person, int Position), (bool Asks, bool Grants, int Ra)> held = [];
    private readonly HashSet<(int Person, int Position)> resting = [];
    private readonly Dictionary<int, HashSet<int>> makers = [];
    private readonly Dictionary<int, int> goesOnAs = [];

    /// <summary>The first breach; null while there is none.</summary>
    public string? Breach { get; private set; }

    public void Asked(int profile, int person)
    {
        var done = (Now(profile), Now(person));
        asked.Add(done);
        Check(done);
    }

    /// <summary>Checked the identity, issued the card, granted, or changed what is held.</summary>
    public void MadeEffective(int profile, int person)
    {
        var done = (Now(profile), Now(person));
        madeEffective.Add(done);
        Check(done);
    }

    /// <summary>
    /// The two are one person: what either asked for or made effective, and what was done for either, was done by and for the person. Whoever
    /// stands on both sides because of it has broken nothing yet; whatever they do for that person from now on does.
    /// </summary>
    public void Merged(int surviving, int merged, int by)
    {
        MadeEffective(surviving, by);
        MadeEffective(merged, by);
        goesOnAs[merged] = surviving;
        foreach (var sides in (HashSet<(int Profile, int Person)>[])[asked, madeEffective])
        {
            var now = sides.Select(side => (Now(side.Profile), Now(side.Person))).ToList();
            sides.Clear();
            sides.UnionWith(now);
        }

        foreach (var known in makers.Values)
        {
            known.UnionWith([.. known.Select(Now)]);
        }
    }

    public void Decided(int raisedBy, int decidedBy) => Fail(Now(raisedBy) == Now(decidedBy), $"{decidedBy} decided a request of their own");

    public void Changed(int raisedBy, int changedBy) => Fail(Now(raisedBy) != Now(changedBy), $"{changedBy} changed a request that {raisedBy} raised, and could decide it");

    public void HandedOver(int raisedBy, int to) => Fail(Now(raisedBy) == Now(to), $"{to} was given their own request to decide");

    public void Made(int position, int maker, int approver)
    {
        Fail(maker == approver, $"{maker} approved the position {position} that they made");
        if (!makers.TryGetValue(position, out var known))
        {
            makers[position] = known = [];
        }

        known.UnionWith([maker, approver]);
    }

    /// <summary>The exception of rule 1: only where two other people made and approved the position.</summary>
    public void GaveAsSponsor(int profile, int person, int position)
    {
        Asked(profile, person);
        Fail(makers.TryGetValue(position, out var known) && known.Contains(person), $"{person} gave the position {position} as a sponsor, and had made or approved it");
    }

    public void Holds(int person, int position, bool asks, bool grants, int ra)
    {
        held[(person, position)] = (asks, grants, ra);
        var mine = held.Where(h => h.Key.Person == person && h.Value.Ra == ra).Select(h => h.Value).ToList();
        Fail(mine.Exists(h => h.Asks) && mine.Exists(h => h.Grants), $"{person} is sponsor and agent or checker in RA {ra}");
    }

    public void HoldsNoMore(int person, int position)
    {
        held.Remove((person, position));
        resting.Remove((person, position));
    }

    public void Rests(int person, int position, bool rests)
    {
        if (rests)
        {
            resting.Add((person, position));
        }
        else
        {
            resting.Remove((person, position));
        }
    }

    /// <summary>Something was done under that position; decisions.md §1: not while it is suspended.</summary>
    public void Worked(int person, int position) => Fail(resting.Contains((person, position)), $"{person} worked as {position}, which was suspended");

    private int Now(int person) => goesOnAs.TryGetValue(person, out var next) ? Now(next) : person;

    private void Check((int Profile, int Person) done)
    {
        var (profile, person) = done;
        Fail(profile == person, $"{person} acted on their own profile");
        Fail(asked.Contains((profile, person)) && madeEffective.Contains((profile, person)), $"{person} is on both sides of {profile}");
    }

    private void Fail(bool broken, string how)
    {
        if (broken)
        {
            Breach ??= how;
        }
    }
}
