using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>Requests for a position that is closed, open or sent back, are rejected with it: nobody can give it any more.</summary>
public sealed class RequestsOfPosition(CareIdentityDb db, AuditTrail audit, TimeProvider clock) : IEndsWithPosition
{
    private const string Why = "The position was closed.";

    public async Task<IReadOnlyList<string>> WhatEndsAsync(Guid positionId, CancellationToken ct) =>
        await Open(positionId).CountAsync(ct) switch
        {
            0 => [],
            1 => ["1 open request for it is rejected"],
            var number => [$"{number} open requests for it are rejected"],
        };

    public async Task EndAsync(Guid positionId, Actor actor, Reason reason, CancellationToken ct)
    {
        foreach (var asked in await Open(positionId).OrderBy(r => r.RaisedAt).ToListAsync(ct))
        {
            asked.FollowInto(RequestState.Rejected, actor.IsService || asked.RaisedBy == actor.ProfileId ? null : actor.ProfileId, clock.GetUtcNow(), Why);
            audit.Record(actor, reason, new RequestRejected { RequestId = asked.Id, Reference = asked.Reference, ProfileId = asked.SubjectId });
        }
    }

    private IQueryable<AccessRequest> Open(Guid positionId) => db.AccessRequests.Where(r => (r.State == RequestState.Open || r.State == RequestState.Returned) && r.PositionId == positionId);
}
