using System.Linq.Expressions;
using CareIdentity.Data;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>One step as the page shows it.</summary>
public sealed record RequestStepView(RequestStepKind Kind, DateTimeOffset At, string Person, string ActingAs, string? Words, string? Changes, string? GivenTo);

/// <summary>Who had the request, from when until when; no holder: everybody who may decide it, or the national Registration Authority; no end: still.</summary>
public sealed record RequestTurn(string? Holder, DateTimeOffset From, DateTimeOffset? To, bool National);

/// <summary>Who had it open.</summary>
public sealed record RequestLookView(string Person, DateTimeOffset Since, DateTimeOffset Until);

/// <summary>What was said, who had it and who looked at it, each in order.</summary>
public sealed record RequestStory(IReadOnlyList<RequestStepView> Steps, IReadOnlyList<RequestTurn> Turns, IReadOnlyList<RequestLookView> Looks);

/// <summary>The life of one request. The reader has found the request before, which is asked of <see cref="RequestQueries"/>.</summary>
public sealed class RequestStories(CareIdentityDb db)
{
    private const int MostSteps = 200;
    private const int MostComments = 100;
    private const int MostLooks = 30;

    /// <summary>The newest comments and looks where there are very many; the whole trail is in the audit.</summary>
    public async Task<RequestStory> OfAsync(RequestView asked, CancellationToken ct)
    {
        var moves = await Views(asked.Id, s => s.Kind != RequestStepKind.Comment && s.Kind != RequestStepKind.Attached, MostSteps).ToListAsync(ct);
        var comments = await Views(asked.Id, s => s.Kind == RequestStepKind.Comment || s.Kind == RequestStepKind.Attached, MostComments).ToListAsync(ct);
        var looks = await db.RequestLooks.AsNoTracking()
            .Where(l => l.RequestId == asked.Id)
            .OrderByDescending(l => l.Since).ThenByDescending(l => l.Id)
            .Take(MostLooks)
            .Join(db.Profiles, l => l.PersonId, p => p.Id, (l, p) => new RequestLookView(p.GivenName + " " + p.FamilyName, l.Since, l.Until))
            .ToListAsync(ct);
        moves.Reverse();
        DateTimeOffset? ended = asked.State is RequestState.Open or RequestState.Returned ? null : asked.DecidedAt;
        return new RequestStory(
            [.. moves.Concat(comments).OrderBy(step => step.At)],
            RequestRules.Turns(asked.RaisedAt, asked.RaisedBy, moves, ended),
            [.. looks.Select(look => look with { Until = RequestRules.LookedUntil(look, moves, ended) }).OrderBy(look => look.Since)]);
    }

    private IQueryable<RequestStepView> Views(Guid request, Expression<Func<RequestStep, bool>> which, int most) =>
        db.RequestSteps.AsNoTracking()
            .Where(s => s.RequestId == request)
            .Where(which)
            .OrderByDescending(s => s.At).ThenByDescending(s => s.Id)
            .Take(most)
            .Select(s => new RequestStepView(
                s.Kind,
                s.At,
                db.Profiles.Where(p => p.Id == s.PersonId).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault() ?? "Care Identity Service",
                s.ActingAs,
                s.Words,
                s.Changes,
                db.Profiles.Where(p => p.Id == s.GivenTo).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault()));
}
