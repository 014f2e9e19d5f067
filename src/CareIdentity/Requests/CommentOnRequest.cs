using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

public sealed record CommentOnRequestRequest
{
    public required Guid RequestId { get; init; }

    public required string Comment { get; init; }
}

/// <summary>A word between the requester and those who may decide, kept with the request in place of a forwarded e-mail.</summary>
public sealed class CommentOnRequest(CareIdentityDb db, RequestsInHand asking, AuditTrail audit, TimeProvider clock)
{
    /// <summary>The same words of the same person within this time are a form that was sent twice.</summary>
    private static readonly TimeSpan Twice = TimeSpan.FromMinutes(1);

    public async Task<Outcome<Done>> ExecuteAsync(CommentOnRequestRequest request, Actor actor, CancellationToken ct)
    {
        if ((await asking.FindToTalkAsync(request.RequestId, actor, ct)).IsRefused(out var notAllowed, out var asked))
        {
            return notAllowed;
        }

        if ((RequestRules.CheckWords(request.Comment, RequestRefusals.CommentMissing) ?? asked.MayComment()) is { } refusal)
        {
            return refusal;
        }

        var step = RequestStep.Of(asked, RequestStepKind.Comment, actor, clock.GetUtcNow(), request.Comment);
        var since = step.At - Twice;
        if (await db.RequestSteps.AnyAsync(s => s.RequestId == asked.Id && s.At > since && s.PersonId == actor.ProfileId && s.Words == step.Words, ct))
        {
            return Done.Instance;
        }

        db.RequestSteps.Add(step);
        audit.Record(actor, new Reason(request.Comment.Trim()), new RequestCommented { RequestId = asked.Id, Reference = asked.Reference, ProfileId = asked.SubjectId });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record RequestCommented : RequestEvent
{
    public override string InWords => $"Commented on the request {Reference}.";
}
