using CareIdentity.Kernel;

namespace CareIdentity.People;

/// <summary>What would end with a profile, and whether somebody may end it: for the verb, and for the page that asks for the confirmation.</summary>
public sealed class EndingQueries(IEnumerable<IEndsWithProfile> endings)
{
    /// <summary>One line each.</summary>
    public async Task<IReadOnlyList<string>> OfProfileAsync(Guid profileId, CancellationToken ct)
    {
        var lines = new List<string>();
        foreach (var ending in endings)
        {
            lines.AddRange(await ending.WhatEndsAsync(profileId, ct));
        }

        return lines;
    }

    /// <summary>Null where the actor may end all of it.</summary>
    public async Task<Refusal?> WhyNotAsync(Guid profileId, Actor actor, CancellationToken ct)
    {
        foreach (var ending in endings)
        {
            if (await ending.WhyNotAsync(profileId, actor, ct) is { } notTheirs)
            {
                return notTheirs;
            }
        }

        return null;
    }
}
