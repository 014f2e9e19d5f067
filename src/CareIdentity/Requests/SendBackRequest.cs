using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

public sealed record SendBackRequestRequest
{
    public required Guid RequestId { get; init; }

    /// <summary>What the requester shall complete or change.</summary>
    public required string Needed { get; init; }
}

/// <summary>Neither yes nor no: the requester is told what is needed, and has the request until they send it again or withdraw it.</summary>
public sealed class SendBackRequest(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(SendBackRequestRequest request, Actor actor, CancellationToken ct)
    {
        var asked = await db.AccessRequests.FirstOrDefaultAsync(r => r.Id == request.RequestId, ct);
        if (asked is null)
        {
            return RequestRefusals.NotFound;
        }

        if (await authority.CheckAsync(actor, RequestRules.FunctionToDecide(asked.Kind, asked.EscalatedAt is not null), asked.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var now = clock.GetUtcNow();
        if (asked.SendBack(actor.ProfileId, now, request.Needed) is { } refusal)
        {
            return refusal;
        }

        db.RequestSteps.Add(RequestStep.Of(asked, RequestStepKind.SentBack, actor, now, request.Needed));
        audit.Record(actor, new Reason(request.Needed.Trim()), new RequestSentBack { RequestId = asked.Id, Reference = asked.Reference, ProfileId = asked.SubjectId });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record RequestSentBack : CareEvent
{
    public required Guid RequestId { get; init; }

    public required RequestReference Reference { get; init; }

    public Guid? ProfileId { get; init; }

    public override string InWords => $"Sent the request {Reference} back to who raised it.";

    public override IEnumerable<AuditSubject> Subjects => ProfileId is { } profile
        ? [AuditSubject.Request(RequestId), AuditSubject.Profile(profile)]
        : [AuditSubject.Request(RequestId)];
}
