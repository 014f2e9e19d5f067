namespace CareIdentity.Kernel;

/// <summary>
/// Something of a person that ends when their profile is closed: positions, requests, cards, sessions. Each room answers for its own; the
/// verb that closes asks them all and saves once, so that a leaver's access ends everywhere in one commit (architecture.md §3, decisions.md §3).
/// </summary>
public interface IEndsWithProfile
{
    /// <summary>What would end, one line each, for the person who decides: "Position Dispenser at Riverside Pharmacy (FW844)".</summary>
    Task<IReadOnlyList<string>> WhatEndsAsync(Guid profileId, CancellationToken ct);

    /// <summary>Null where the actor may end it; a room that does not mind who closes the profile says nothing.</summary>
    Task<Refusal?> WhyNotAsync(Guid profileId, Actor actor, CancellationToken ct) => Task.FromResult<Refusal?>(null);

    /// <summary>Ends it in the context, with its events; the caller saves.</summary>
    Task EndAsync(Guid profileId, Actor actor, Reason reason, CancellationToken ct);
}
