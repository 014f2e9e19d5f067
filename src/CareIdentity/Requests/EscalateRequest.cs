using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

public sealed record EscalateRequestRequest
{
    public required Guid RequestId { get; init; }

    public required string Why { get; init; }
}

/// <summary>The Registration Authority asks the national one to decide: the same request under the same reference, with everything that was said.</summary>
public sealed class EscalateRequest(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(EscalateRequestRequest request, Actor actor, CancellationToken ct)
    {
        var asked = await db.AccessRequests.FirstOrDefaultAsync(r => r.Id == request.RequestId, ct);
        if (asked is null)
        {
            return RequestRefusals.NotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.DecideRequest, asked.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var now = clock.GetUtcNow();
        if (asked.Escalate(actor.ProfileId, now, request.Why) is { } refusal)
        {
            return refusal;
        }

        db.RequestSteps.Add(RequestStep.Of(asked, RequestStepKind.Escalated, actor, now, request.Why));
        audit.Record(actor, new Reason(request.Why.Trim()), new RequestEscalated { RequestId = asked.Id, Reference = asked.Reference, ProfileId = asked.SubjectId });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record RequestEscalated : CareEvent
{
    public required Guid RequestId { get; init; }

    public required RequestReference Reference { get; init; }

    public Guid? ProfileId { get; init; }

    public override string InWords => $"Sent the request {Reference} to the national Registration Authority.";

    public override IEnumerable<AuditSubject> Subjects => ProfileId is { } profile
        ? [AuditSubject.Request(RequestId), AuditSubject.Profile(profile)]
        : [AuditSubject.Request(RequestId)];
}
