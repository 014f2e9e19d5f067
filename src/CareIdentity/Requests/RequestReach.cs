using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>Which requests somebody has before them: their own, and by the reach of the selected role those that they may decide.</summary>
public sealed class RequestReach(CareIdentityDb db, PositionAuthority authority, OnePerson person, RaPolicy policy, TimeProvider clock)
{
    private const int DaysOfYear = 366;

    /// <summary>Before the first request of any service. A list of all closed ones has a beginning, too, so that it is read along the index.</summary>
    private static readonly DateTimeOffset Ever = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal async Task<IQueryable<AccessRequest>> WithinAsync(RequestList list, ClosedWithin closed, Actor actor, CancellationToken ct)
    {
        if (list is RequestList.Yours)
        {
            var ids = await person.IdsAsync(actor.ProfileId, ct);
            return db.AccessRequests.AsNoTracking().Where(r => ids.Contains(r.RaisedBy));
        }

        var since = closed switch
        {
            ClosedWithin.Ever => Ever,
            ClosedWithin.Year => clock.GetUtcNow().AddDays(-DaysOfYear),
            _ => clock.GetUtcNow().AddDays(-policy.ClosedRequestsListedDays),
        };
        var late = LateSince();
        var decidable = await DecidableAsync(actor, ct);
        var all = await DecidesAllAsync(actor, ct);
        var undecided = decidable.Where(r => r.State == RequestState.Open && r.RaisedBy != actor.ProfileId);
        var open = undecided.Where(r => all || r.EscalatedAt == null);
        return list switch
        {
            RequestList.Open => open,
            RequestList.Mine => open.Where(r => r.AssignedTo == actor.ProfileId),
            RequestList.Everybodys => open.Where(r => r.AssignedTo == null),
            RequestList.Late => open.Where(r => r.CountsFrom <= late),
            RequestList.National => undecided.Where(r => r.EscalatedAt != null),
            RequestList.SentBack => decidable.Where(r => r.State == RequestState.Returned && r.RaisedBy != actor.ProfileId),
            _ => decidable.Where(r => r.State != RequestState.Open && r.State != RequestState.Returned && r.DecidedAt >= since),
        };
    }

    /// <summary>Whether what was sent to the national Registration Authority is the reader's to decide; to others it is only shown.</summary>
    internal async Task<bool> DecidesAllAsync(Actor actor, CancellationToken ct) => AuthorityTable.Allows(await authority.RolesInForceAsync(actor, ct), RaFunction.DecideEscalated);

    internal DateOnly LateSince() => RequestRules.LateSince(policy, clock.Today());

    /// <summary>By the reach of the selected role: everywhere, the organisation's tree, or the organisation; by kind as the authority table says.</summary>
    internal async Task<IQueryable<AccessRequest>> DecidableAsync(Actor actor, CancellationToken ct)
    {
        var roles = await authority.RolesInForceAsync(actor, ct);
        var kinds = Enum.GetValues<RequestKind>()
            .Select(kind => (Kind: kind, Reach: Widest(roles, RequestRules.FunctionToDecide(kind))))
            .Where(k => k.Reach is not null)
            .ToList();
        var everywhere = kinds.Where(k => k.Reach is RoleReach.Everywhere).Select(k => k.Kind).ToList();
        var tree = kinds.Where(k => k.Reach is RoleReach.Tree).Select(k => k.Kind).ToList();
        var here = kinds.Where(k => k.Reach is RoleReach.Organisation).Select(k => k.Kind).ToList();
        var from = actor.Organisation;
        var requests = db.AccessRequests.AsNoTracking();

        // Most roles reach equally far for all kinds. Then nothing stands between the engine and the index: by state for a country, by organisation for a part of it.
        return (everywhere.Count, tree.Count, here.Count) switch
        {
            ( > 0, 0, 0) => requests.Where(r => everywhere.Contains(r.Kind)),
            (0, > 0, 0) => requests.Where(r => tree.Contains(r.Kind) && db.OrganisationAncestors.Any(a => a.Organisation == r.Organisation && a.Ancestor == from)),
            (0, 0, _) => requests.Where(r => here.Contains(r.Kind) && r.Organisation == from),
            _ => requests.Where(r =>
                everywhere.Contains(r.Kind)
                || (here.Contains(r.Kind) && r.Organisation == from)
                || (tree.Contains(r.Kind) && db.OrganisationAncestors.Any(a => a.Organisation == r.Organisation && a.Ancestor == from))),
        };
    }

    private static RoleReach? Widest(IReadOnlySet<RaRole> roles, RaFunction function)
    {
        var reaches = roles.Where(AuthorityTable.RolesFor(function).Contains).Select(role => role.Reach()).ToList();
        return reaches.Count == 0 ? null : reaches.Min();
    }
}
