namespace CareIdentity.Tests.Access.Attack;

/// <summary>What somebody may try.</summary>
internal enum Attempt
{
    AskForPosition,
    AcceptRequest,
    RejectRequest,
    WithdrawRequest,
    AssignDirectly,
    AssignAsSponsor,
    CheckIdentity,
    IssueCard,
    MoveEnd,
    Remove,
    CloseProfile,
    ReopenProfile,
    CreatePosition,
    EditPosition,
    SendBackRequest,
    ResubmitRequest,
    HandOverRequest,
    MergeProfiles,
    EscalateRequest,
    GiveBackRequest,
    SuspendStaff,
}

/// <summary>One try: who, at whom, with what. Numbers are taken modulo what there is, so that every step means something wherever it stands.</summary>
internal readonly record struct Step(Attempt Attempt, int Actor, int Subject, int Thing, int Other)
{
    public override string ToString() => $"{Attempt} by {Actor} at {Subject} with {Thing} and {Other}";
}

/// <summary>Sequences from a seed, the same on every machine; and the shortest part of one that still fails.</summary>
internal static class Sequences
{
    private static readonly int Attempts = Enum.GetValues<Attempt>().Length;

    /// <summary>SplitMix64: small, and its numbers are the same for ever, unlike those of System.Random.</summary>
    public static IReadOnlyList<Step> Of(ulong seed, int length)
    {
        var state = seed;
        var steps = new Step[length];
        for (var i = 0; i < length; i++)
        {
            steps[i] = new Step((Attempt)Next(Attempts), Next(1024), Next(1024), Next(1024), Next(1024));
        }

        return steps;

        int Next(int below)
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)below);
        }
    }

    /// <summary>Leaves out every step without which it still fails, until none is left to leave out.</summary>
    public static IReadOnlyList<Step> Shrink(IReadOnlyList<Step> steps, Func<IReadOnlyList<Step>, bool> fails)
    {
        var shortest = steps;
        for (var i = 0; i < shortest.Count;)
        {
            List<Step> without = [.. shortest.Where((_, at) => at != i)];
            if (fails(without))
            {
                (shortest, i) = (without, 0);
            }
            else
            {
                i++;
            }
        }

        return shortest;
    }
}
