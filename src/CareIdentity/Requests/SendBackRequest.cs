using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Requests;

public sealed record SendBackRequestRequest
{
    public required Guid RequestId { get; init; }

    /// <summary>What the requester shall complete or change.</summary>
    public required string Needed { get; init; }
}

/// <summary>Neither yes nor no: the requester is told what is needed, and has the request until they send it again or withdraw it.</summary>
public sealed class SendBackRequest(CareIdentityDb db, RequestsInHand asking, RequestNews news, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(SendBackRequestRequest request, Actor actor, CancellationToken ct)
    {
        if ((await asking.FindToDecideAsync(request.RequestId, actor, ct)).IsRefused(out var notAllowed, out var asked))
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

        await news.TellAsync(asked, "sent back to you", ct);

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record RequestSentBack : RequestEvent
{
    public override string InWords => $"Sent the request {Reference} back to who raised it.";
}
