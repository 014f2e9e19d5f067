using CareIdentity.Kernel;

namespace CareIdentity.Organisations;

/// <summary>Something that ends when an organisation is closed, for the person who decides: what it is, how many, and the first of them by name.</summary>
public sealed record OrganisationEnding(string What, int Count, IReadOnlyList<string> First)
{
    /// <summary>What becomes of it, where that is more than an end.</summary>
    public string? Then { get; init; }

    /// <summary>Whether closing changes it; false for what is only good to know.</summary>
    public bool Ends { get; init; } = true;
}

/// <summary>
/// What a room above this one holds of an organisation and ends when it is closed. Each room answers for its own; the verb that closes asks
/// them all and saves once.
/// </summary>
public interface IEndsWithOrganisation
{
    /// <summary>What would end and what would become of the people, one line each; lines that count nothing are left out.</summary>
    Task<IReadOnlyList<OrganisationEnding>> WhatEndsAsync(OdsCode organisation, CancellationToken ct);

    /// <summary>Ends it in the context, with its events; the caller saves. Gives a refusal where this actor must not.</summary>
    Task<Refusal?> EndAsync(OdsCode organisation, Actor actor, Reason reason, CancellationToken ct);
}

/// <summary>The preview of a closure.</summary>
public sealed class OrganisationEndingQueries(IEnumerable<IEndsWithOrganisation> endings)
{
    public async Task<IReadOnlyList<OrganisationEnding>> OfAsync(OdsCode organisation, CancellationToken ct)
    {
        var lines = new List<OrganisationEnding>();
        foreach (var ending in endings)
        {
            lines.AddRange((await ending.WhatEndsAsync(organisation, ct)).Where(line => line.Count > 0));
        }

        return lines;
    }
}
