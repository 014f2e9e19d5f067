namespace CareIdentity.Kernel;

/// <summary>Two profiles that turned out to be one person.</summary>
/// <param name="Surviving">The profile that remains.</param>
/// <param name="Merged">The one that is closed and answers with the other from then on.</param>
/// <param name="Cards">What becomes of a second card.</param>
public sealed record MergingProfiles(Guid Surviving, Guid Merged, SecondCard Cards);

/// <summary>One person holds one card unless it is said why they hold more (decisions.md §4).</summary>
public enum SecondCard
{
    /// <summary>Nobody has said: with two cards that work the merge is refused.</summary>
    Undecided,

    /// <summary>The card of the merged profile is cancelled.</summary>
    Cancel,

    /// <summary>Both work on, for the reason of the merge.</summary>
    Keep,
}

public enum MergeFate
{
    /// <summary>From now on with the profile that remains.</summary>
    Moves,
    Ends,

    /// <summary>With the merged profile, as history, and shown with the other.</summary>
    Stays,
}

/// <summary>What becomes of one thing of the merged profile, for the person who decides: "Position Dispenser at FW844".</summary>
public sealed record MergedThing(MergeFate Fate, string What, string? Why = null);

/// <summary>
/// Something of a person that must be seen to when two profiles become one. Each room answers for its own; the verb that merges asks them all
/// and saves once.
/// </summary>
public interface IMergesWithProfile
{
    Task<IReadOnlyList<MergedThing>> WhatBecomesAsync(MergingProfiles profiles, CancellationToken ct);

    /// <summary>Does it in the context, with its events; the caller saves. Gives why the two cannot be merged as things are.</summary>
    Task<Refusal?> MergeAsync(MergingProfiles profiles, Actor actor, Reason reason, CancellationToken ct);
}
