using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.SignIn;

/// <summary>Wherever a leaver is signed in, the next request finds the session ended.</summary>
public sealed class SessionsOfLeaver(CareIdentityDb db, TimeProvider clock) : IEndsWithProfile
{
    public async Task<IReadOnlyList<string>> WhatEndsAsync(Guid profileId, CancellationToken ct) =>
        await RunningAsync(profileId, ct) is { Count: > 0 } running ? [$"Signed in now: {running.Count} {(running.Count == 1 ? "session" : "sessions")}"] : [];

    public async Task EndAsync(Guid profileId, Actor actor, Reason reason, CancellationToken ct)
    {
        foreach (var session in await RunningAsync(profileId, ct))
        {
            session.End(SessionEnd.Ended, clock.GetUtcNow());
        }
    }

    private Task<List<Session>> RunningAsync(Guid profileId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return db.Sessions.Where(s => s.ProfileId == profileId && s.EndedAt == null && s.EndsAt > now).ToListAsync(ct);
    }
}
