using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>Of how many requests somebody was told, and how many people.</summary>
public sealed record LateRequestsTold(int Requests, int People);

/// <summary>
/// Tells those who can decide a request that it waits longer than a reply may take: once, with one message for as many as are found
/// together. The service does it itself, at any number of nodes at once: that they were told is part of each request, so that of two
/// nodes one is refused and tells nobody.
/// </summary>
public sealed class TellOfLateRequests(CareIdentityDb db, RequestColleagues colleagues, RequestNews news, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    private const int MostAtOnce = 100;

    public async Task<Outcome<LateRequestsTold>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.IsService)
        {
            throw new InvalidOperationException("The service itself tells of requests that wait too long.");
        }

        var late = await LateAsync(ct);
        var byPerson = new Dictionary<Guid, List<AccessRequest>>();
        foreach (var asked in late)
        {
            var people = await colleagues.WhoCanDecideAsync(asked, ct);
            foreach (var id in people)
            {
                (byPerson.TryGetValue(id, out var theirs) ? theirs : byPerson[id] = []).Add(asked);
            }

            asked.ToldLate(clock.GetUtcNow());
            audit.Record(actor, Reason.None, new RequestToldLate { RequestId = asked.Id, Reference = asked.Reference, ProfileId = asked.SubjectId, People = people.Count });
        }

        await news.TellLateAsync(byPerson, policy.ReplyWorkingDays, ct);

        // Another node, or somebody who works on one of them, was quicker: the next time.
        return await db.SaveAsync(ct) is { } refused ? refused : new LateRequestsTold(late.Count, byPerson.Count);
    }

    /// <summary>What waits for a profile is decided by nobody before that; with the profile it is told of, if it is late by then.</summary>
    private Task<List<AccessRequest>> LateAsync(CancellationToken ct)
    {
        var since = RequestRules.LateSince(policy, clock.Today());
        return db.AccessRequests
            .Where(r => r.State == RequestState.Open && r.LateToldAt == null && r.CountsFrom <= since && (r.WaitsFor == null || r.SubjectId != null))
            .OrderBy(r => r.CountsFrom).ThenBy(r => r.Id)
            .Take(MostAtOnce)
            .ToListAsync(ct);
    }
}

public sealed record RequestToldLate : RequestEvent
{
    /// <summary>Who can decide it.</summary>
    public required int People { get; init; }

    public override string InWords => $"Told {People switch { 0 => "nobody, as there is nobody,", 1 => "one person", _ => $"{People} people" }} who can decide the request {Reference} that it waits longer than a reply may take.";
}
