using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>Open requests about a leaver, and those that they raised, are withdrawn; whoever else still needs something asks again.</summary>
public sealed class RequestsOfLeaver(CareIdentityDb db, AuditTrail audit, TimeProvider clock) : IEndsWithProfile
{
    public async Task<IReadOnlyList<string>> WhatEndsAsync(Guid profileId, CancellationToken ct) =>
        [.. (await OpenAsync(profileId, ct)).Select(asked => $"Open request {asked.Reference} for {asked.SubjectName}")];

    public async Task EndAsync(Guid profileId, Actor actor, Reason reason, CancellationToken ct)
    {
        foreach (var asked in await OpenAsync(profileId, ct))
        {
            asked.FollowInto(RequestState.Withdrawn, null, clock.GetUtcNow(), "The profile was closed.");
            audit.Record(actor, reason, new RequestWithdrawn { RequestId = asked.Id, Reference = asked.Reference, ProfileId = asked.SubjectId });
        }
    }

    private Task<List<AccessRequest>> OpenAsync(Guid profileId, CancellationToken ct) => db.AccessRequests
        .Where(r => r.State == RequestState.Open && (r.SubjectId == profileId || r.RaisedBy == profileId))
        .OrderBy(r => r.RaisedAt)
        .ToListAsync(ct);
}
