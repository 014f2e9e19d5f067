using CareIdentity.Kernel;

namespace CareIdentity.Staff;

/// <summary>Places in sessions to come that the merged profile booked are free again; the person books with the profile that remains.</summary>
public sealed class PlacesOfMerged(PlacesOfLeaver places) : IMergesWithProfile
{
    public async Task<IReadOnlyList<MergedThing>> WhatBecomesAsync(MergingProfiles profiles, CancellationToken ct) =>
        [.. (await places.WhatEndsAsync(profiles.Merged, ct)).Select(line => new MergedThing(MergeFate.Ends, line, "They book it again, as the other profile."))];

    public async Task<Refusal?> MergeAsync(MergingProfiles profiles, Actor actor, Reason reason, CancellationToken ct)
    {
        await places.EndAsync(profiles.Merged, actor, reason, ct);
        return null;
    }
}
