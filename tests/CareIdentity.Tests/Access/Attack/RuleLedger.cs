using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Tests.Access.Attack;

/// <summary>The duty ledger in memory, decided by the service's own rule; of people who turned out to be one, the sides of all their profiles.</summary>
internal sealed class RuleLedger(IReadOnlyList<Guid> ids, Func<Guid, Guid, DutySide?, DutySide, Refusal?> decide)
{
    private readonly Dictionary<(int Profile, int Person), DutySide> taken = [];
    private readonly int[] goesOnAs = [.. Enumerable.Range(0, ids.Count)];

    public bool IsItself(int person) => goesOnAs[person] == person;

    public IEnumerable<Guid> IdsOf(int person) => ids.Where((_, i) => goesOnAs[i] == person);

    public void Merge(int surviving, int merged)
    {
        for (var i = 0; i < goesOnAs.Length; i++)
        {
            goesOnAs[i] = goesOnAs[i] == merged ? surviving : goesOnAs[i];
        }
    }

    /// <summary>Under whichever of their profiles the person acted, for whichever of the other's.</summary>
    public IEnumerable<DutySide> Sides(int profile, int person) =>
        taken.Where(d => goesOnAs[d.Key.Profile] == profile && goesOnAs[d.Key.Person] == person).Select(d => d.Value);

    public bool MayTake(int profile, int person, DutySide wanted) =>
        Sides(profile, person).Select(side => (DutySide?)side).Append(null).All(side => decide(ids[profile], ids[person], side, wanted) is null);

    /// <summary>Whether what this person did on that side can be the profile's.</summary>
    public bool MayKeep(int profile, Guid? person, DutySide? side) =>
        person is not { } id || side is not { } wanted || MayTake(profile, ids.ToList().IndexOf(id), wanted);

    public bool Take(int profile, int person, DutySide side)
    {
        if (!MayTake(profile, person, side))
        {
            return false;
        }

        Add(profile, person, side);
        return true;
    }

    public void Add(int profile, int person, DutySide side) => taken.TryAdd((profile, person), side);
}
