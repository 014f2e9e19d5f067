using CareIdentity.Kernel;

namespace CareIdentity.People;

/// <summary>What would end with a profile, for the page that asks for the confirmation.</summary>
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
}
