using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Requests;

public sealed record GiveBackRequestRequest
{
    public required Guid RequestId { get; init; }

    public required string Why { get; init; }
}

/// <summary>The national Registration Authority leaves the decision, with its advice, to the one that asked.</summary>
public sealed class GiveBackRequest(CareIdentityDb db, RequestsInHand asking, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(GiveBackRequestRequest request, Actor actor, CancellationToken ct)
    {
        if ((await asking.FindAsync(request.RequestId, RaFunction.DecideEscalated, actor, ct)).IsRefused(out var notAllowed, out var asked))
        {
            return notAllowed;
        }

        var now = clock.GetUtcNow();
        if (asked.GiveBack(actor.ProfileId, now, request.Why) is { } refusal)
        {
            return refusal;
        }

        db.RequestSteps.Add(RequestStep.Of(asked, RequestStepKind.GivenBack, actor, now, request.Why));
        audit.Record(actor, new Reason(request.Why.Trim()), new RequestGivenBack { RequestId = asked.Id, Reference = asked.Reference, ProfileId = asked.SubjectId });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record RequestGivenBack : RequestEvent
{
    public override string InWords => $"Gave the request {Reference} back to its Registration Authority.";
}
