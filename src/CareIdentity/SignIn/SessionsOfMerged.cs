using CareIdentity.Kernel;

namespace CareIdentity.SignIn;

/// <summary>Whoever is signed in under the merged profile signs in again, and is then the other.</summary>
public sealed class SessionsOfMerged(SessionsOfLeaver sessions) : IMergesWithProfile
{
    public async Task<IReadOnlyList<MergedThing>> WhatBecomesAsync(MergingProfiles profiles, CancellationToken ct) =>
        [.. (await sessions.WhatEndsAsync(profiles.Merged, ct)).Select(line => new MergedThing(MergeFate.Ends, line, "They sign in again, with the same card."))];

    public async Task<Refusal?> MergeAsync(MergingProfiles profiles, Actor actor, Reason reason, CancellationToken ct)
    {
        await sessions.EndAsync(profiles.Merged, actor, reason, ct);
        return null;
    }
}
