using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Requests;

public sealed record EscalateRequestRequest
{
    public required Guid RequestId { get; init; }

    public required string Why { get; init; }
}

/// <summary>The Registration Authority asks the national one to decide: the same request under the same reference, with everything that was said.</summary>
public sealed class EscalateRequest(CareIdentityDb db, RequestsInHand asking, RequestColleagues colleagues, RequestNews news, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(EscalateRequestRequest request, Actor actor, CancellationToken ct)
    {
        if ((await asking.FindAsync(request.RequestId, RaFunction.DecideRequest, actor, ct)).IsRefused(out var notAllowed, out var asked))
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
        await news.TellEscalatedAsync(asked, await colleagues.WhoCanDecideAsync(asked, ct), actor, ct);

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record RequestEscalated : RequestEvent
{
    public override string InWords => $"Sent the request {Reference} to the national Registration Authority.";
}
