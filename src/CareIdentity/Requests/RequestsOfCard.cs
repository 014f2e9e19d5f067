using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>Open requests for a card are accepted by whoever issues it, where they may decide them; one that a colleague is looking at stays open for them.</summary>
public sealed class RequestsOfCard(CareIdentityDb db, AuditTrail audit, TimeProvider clock) : IFollowsCard
{
    public async Task CardIssuedAsync(Guid profileId, Actor actor, CancellationToken ct)
    {
        if (actor.IsService)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var waiting = await db.AccessRequests
            .Where(r => r.SubjectId == profileId && r.State == RequestState.Open && (r.Kind == RequestKind.IssueCard || r.Kind == RequestKind.ReplaceCard))
            .ToListAsync(ct);
        foreach (var asked in waiting.Where(asked => asked.EscalatedAt is null && asked.Accept(actor.ProfileId, now) is null))
        {
            audit.Record(actor, Reason.None, new ChangeAccepted { RequestId = asked.Id, Reference = asked.Reference, ProfileId = profileId, Kind = asked.Kind });
        }
    }
}
