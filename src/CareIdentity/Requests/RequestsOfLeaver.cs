using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>
/// Requests about a leaver that are not decided, and those that they raised, are withdrawn; whoever else still needs something asks again.
/// Those that they were to decide go back to everybody who may.
/// </summary>
public sealed class RequestsOfLeaver(CareIdentityDb db, AuditTrail audit, TimeProvider clock) : IEndsWithProfile
{
    public async Task<IReadOnlyList<string>> WhatEndsAsync(Guid profileId, CancellationToken ct) =>
    [
        .. (await OpenAsync(profileId, ct)).Where(asked => asked.State is RequestState.Open or RequestState.Returned).Select(asked => $"Open request {asked.Reference} for {asked.SubjectName}"),
        .. (await HeldAsync(profileId, ct)).Select(asked => $"Request {asked.Reference} for {asked.SubjectName}, which they were to decide, goes back to their colleagues"),
    ];

    public async Task EndAsync(Guid profileId, Actor actor, Reason reason, CancellationToken ct)
    {
        foreach (var asked in await HeldAsync(profileId, ct))
        {
            asked.BackToEverybody();
            db.RequestSteps.Add(RequestStep.Of(asked, RequestStepKind.HandedOver, actor, clock.GetUtcNow(), null));
            audit.Record(actor, reason, new RequestHandedOver { RequestId = asked.Id, Reference = asked.Reference, ProfileId = asked.SubjectId });
        }

        // The request that asked for the closing is accepted in this same commit.
        foreach (var asked in (await OpenAsync(profileId, ct)).Where(asked => asked.State is RequestState.Open or RequestState.Returned))
        {
            asked.FollowInto(RequestState.Withdrawn, null, clock.GetUtcNow(), "The profile was closed.");
            audit.Record(actor, reason, new RequestWithdrawn { RequestId = asked.Id, Reference = asked.Reference, ProfileId = asked.SubjectId });
        }
    }

    private Task<List<AccessRequest>> OpenAsync(Guid profileId, CancellationToken ct) => db.AccessRequests
        .Where(r => (r.State == RequestState.Open || r.State == RequestState.Returned) && (r.SubjectId == profileId || r.RaisedBy == profileId))
        .OrderBy(r => r.RaisedAt)
        .ToListAsync(ct);

    private Task<List<AccessRequest>> HeldAsync(Guid profileId, CancellationToken ct) => db.AccessRequests
        .Where(r => (r.State == RequestState.Open || r.State == RequestState.Returned) && r.AssignedTo == profileId && r.SubjectId != profileId && r.RaisedBy != profileId)
        .OrderBy(r => r.RaisedAt)
        .ToListAsync(ct);
}
