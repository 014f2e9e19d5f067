using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

public sealed record WithdrawRequestRequest
{
    public required Guid RequestId { get; init; }

    public required string Reason { get; init; }
}

/// <summary>The sponsor no longer needs it. Needs no authority but having raised it: somebody who lost the role can still take a request back.</summary>
public sealed class WithdrawRequest(CareIdentityDb db, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(WithdrawRequestRequest request, Actor actor, CancellationToken ct)
    {
        var asked = await db.AccessRequests.FirstOrDefaultAsync(r => r.Id == request.RequestId && r.RaisedBy == actor.ProfileId, ct);
        if (asked is null)
        {
            return RequestRefusals.NotFound;
        }

        if (request.Reason.Length > RequestRules.MostLetters)
        {
            return RequestRefusals.TooLong with { Field = "Reason" };
        }

        var now = clock.GetUtcNow();
        if (asked.Withdraw(actor.ProfileId, now, request.Reason) is { } refusal)
        {
            return refusal;
        }

        await RejectRequest.FollowAsync(db, asked, RequestState.Withdrawn, null, now, ct);
        audit.Record(actor, new Reason(request.Reason), new RequestWithdrawn { RequestId = asked.Id, Reference = asked.Reference, ProfileId = asked.SubjectId });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record RequestWithdrawn : RequestEvent
{
    public override string InWords => $"Withdrew the request {Reference}.";
}
