using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

public sealed record RejectRequestRequest
{
    public required Guid RequestId { get; init; }

    public required string Reason { get; init; }
}

/// <summary>Says no, with a reason that the sponsor reads. What waited for it ends with it.</summary>
public sealed class RejectRequest(CareIdentityDb db, RequestsInHand asking, RequestNews news, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(RejectRequestRequest request, Actor actor, CancellationToken ct)
    {
        if ((await asking.FindToDecideAsync(request.RequestId, actor, ct)).IsRefused(out var notAllowed, out var asked))
        {
            return notAllowed;
        }

        var now = clock.GetUtcNow();
        if (asked.Reject(actor.ProfileId, now, request.Reason) is { } refusal)
        {
            return refusal;
        }

        await FollowAsync(db, asked, RequestState.Rejected, actor.ProfileId, now, ct);
        audit.Record(actor, new Reason(request.Reason), new RequestRejected { RequestId = asked.Id, Reference = asked.Reference, ProfileId = asked.SubjectId });

        await news.TellAsync(asked, "rejected", ct);

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }

    internal static async Task FollowAsync(CareIdentityDb db, AccessRequest ended, RequestState state, Guid? by, DateTimeOffset at, CancellationToken ct)
    {
        var waiting = await db.AccessRequests.Where(r => r.WaitsFor == ended.Id && (r.State == RequestState.Open || r.State == RequestState.Returned)).ToListAsync(ct);
        foreach (var request in waiting)
        {
            request.FollowInto(state, by, at, $"With {ended.Reference}: {ended.DecisionReason}");
        }
    }
}

public sealed record RequestRejected : RequestEvent
{
    public override string InWords => $"Rejected the request {Reference}.";
}
