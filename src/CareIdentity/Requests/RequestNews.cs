using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Messages;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>
/// Tells whom it concerns what became of a request, in the commit of what it tells; nothing more than its reference leaves the house.
/// </summary>
public sealed class RequestNews(CareIdentityDb db, Outbox outbox)
{
    /// <summary>To who raised it: it was decided.</summary>
    internal async Task TellAsync(AccessRequest asked, string what, CancellationToken ct)
    {
        var requester = await db.Profiles.AsNoTracking().Where(p => p.Id == asked.RaisedBy).Select(p => new { p.GivenName, p.Email }).FirstAsync(ct);
        outbox.Post(outbox.Texts.RequestDecided(requester.GivenName, asked.Reference.Value, what), requester.Email, asked.Reference.Value, asked.Organisation);
    }

    /// <summary>To the colleague who has them from now on; not to who takes something over themselves, nor to everybody.</summary>
    internal async Task TellGivenAsync(IReadOnlyList<AccessRequest> given, Guid? colleague, Actor actor, CancellationToken ct)
    {
        if (given.Count > 0 && colleague is { } to && to != actor.ProfileId)
        {
            var name = await db.Profiles.AsNoTracking().Where(p => p.Id == to).Select(p => new { p.GivenName, p.Email }).FirstAsync(ct);
            outbox.Post(outbox.Texts.RequestsGiven(name.GivenName, References(given)), name.Email, About(given), given[0].Organisation);
        }
    }

    /// <summary>To those of the national Registration Authority who can decide it, each once; not to who sent it there.</summary>
    internal async Task TellEscalatedAsync(AccessRequest asked, IReadOnlyList<Guid> people, Actor actor, CancellationToken ct)
    {
        var names = await db.Profiles.AsNoTracking().Where(p => people.Contains(p.Id) && p.Id != actor.ProfileId).Select(p => new { p.Id, p.GivenName, p.Email }).OrderBy(p => p.Id).ToListAsync(ct);
        foreach (var name in names)
        {
            outbox.Post(outbox.Texts.RequestEscalated(name.GivenName, asked.Reference.Value), name.Email, asked.Reference.Value, asked.Organisation);
        }
    }

    /// <summary>To these people: they can decide requests that wait longer than a reply may take.</summary>
    internal async Task TellLateAsync(IReadOnlyDictionary<Guid, List<AccessRequest>> late, int workingDays, CancellationToken ct)
    {
        var names = await db.Profiles.AsNoTracking().Where(p => late.Keys.Contains(p.Id)).Select(p => new { p.Id, p.GivenName, p.Email }).OrderBy(p => p.Id).ToListAsync(ct);
        foreach (var name in names)
        {
            var theirs = late[name.Id];
            outbox.Post(outbox.Texts.RequestsLate(name.GivenName, References(theirs), workingDays), name.Email, About(theirs), theirs[0].Organisation);
        }
    }

    private static List<string> References(IEnumerable<AccessRequest> requests) => [.. requests.Select(r => r.Reference.Value)];

    private static string About(IReadOnlyList<AccessRequest> requests) => requests[0].Reference.Value + (requests.Count == 1 ? "" : $" and {requests.Count - 1} more");
}
