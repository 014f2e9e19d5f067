using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>Requests of an organisation that closes, open or sent back, are withdrawn: nobody can be given a position there any more.</summary>
public sealed class RequestsOfOrganisation(CareIdentityDb db, AuditTrail audit, TimeProvider clock) : IEndsWithOrganisation
{
    private const int Named = 5;

    public async Task<IReadOnlyList<OrganisationEnding>> WhatEndsAsync(OdsCode organisation, CancellationToken ct)
    {
        var open = Open(organisation).AsNoTracking();
        var first = await open.OrderBy(r => r.RaisedAt).ThenBy(r => r.Id).Take(Named).Select(r => new { r.Reference, r.SubjectName }).ToListAsync(ct);
        return [new("Open requests that are withdrawn", await open.CountAsync(ct), [.. first.Select(r => $"{r.Reference} for {r.SubjectName}")])];
    }

    public async Task<Refusal?> EndAsync(OdsCode organisation, Actor actor, Reason reason, CancellationToken ct)
    {
        foreach (var asked in await Open(organisation).OrderBy(r => r.RaisedAt).ThenBy(r => r.Id).ToListAsync(ct))
        {
            asked.FollowInto(RequestState.Withdrawn, null, clock.GetUtcNow(), "The organisation was closed.");
            audit.Record(actor, reason, new RequestWithdrawn { RequestId = asked.Id, Reference = asked.Reference, ProfileId = asked.SubjectId });
        }

        return null;
    }

    private IQueryable<AccessRequest> Open(OdsCode organisation) => db.AccessRequests.Where(r => r.Organisation == organisation && (r.State == RequestState.Open || r.State == RequestState.Returned));
}
