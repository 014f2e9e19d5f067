using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

public sealed record ResubmitRequestRequest
{
    public required Guid RequestId { get; init; }

    /// <summary>The whole person, of a request for a profile or for other details; null leaves them as they were.</summary>
    public PersonalDetails? Person { get; init; }

    /// <summary>Of a request for a position.</summary>
    public DateOnly? StartsOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public required string Note { get; init; }

    /// <summary>What was completed or changed, for whoever sent it back.</summary>
    public required string Answer { get; init; }
}

/// <summary>
/// The requester completes what was sent back and sends it again: the same request, reference and requester, so that whoever raised it is
/// kept from deciding it as before. What changed is kept beside the answer.
/// </summary>
public sealed class ResubmitRequest(CareIdentityDb db, RequestsInHand asking, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(ResubmitRequestRequest request, Actor actor, CancellationToken ct)
    {
        if ((await asking.FindAsync(request.RequestId, RaFunction.RaiseRequest, actor, ct)).IsRefused(out var notAllowed, out var asked))
        {
            return notAllowed;
        }

        var now = clock.GetUtcNow();
        if ((Decide(request, asked.Kind) ?? asked.Resubmit(actor.ProfileId, now)) is { } refusal)
        {
            return refusal;
        }

        var known = asked.Kind is RequestKind.ChangeDetails ? (await db.Profiles.AsNoTracking().FirstAsync(p => p.Id == asked.SubjectId, ct)).Described : null;
        if (known is not null && request.Person is { } wanted && DetailsChange.Between(known, wanted).Count == 0)
        {
            return ProfileRefusals.NothingChanged;
        }

        var changes = ResubmittedChanges.Apply(request, asked, known);
        await foreach (var waiting in db.AccessRequests.Where(r => r.WaitsFor == asked.Id && r.State == RequestState.Open).AsAsyncEnumerable().WithCancellation(ct))
        {
            waiting.SubjectName = asked.SubjectName;
        }

        db.RequestSteps.Add(RequestStep.Of(asked, RequestStepKind.Resubmitted, actor, now, request.Answer, ResubmittedChanges.InWords(changes)));
        audit.Record(actor, new Reason(request.Answer.Trim()), new RequestResubmitted { RequestId = asked.Id, Reference = asked.Reference, ProfileId = asked.SubjectId, Changes = changes });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }

    private Refusal? Decide(ResubmitRequestRequest request, RequestKind kind)
    {
        var today = clock.Today();
        var wrong = kind switch
        {
            RequestKind.AssignPosition when request.StartsOn is null || request.StartsOn < today => AccessRefusals.StartInPast,
            RequestKind.AssignPosition when request.ExpiresOn < request.StartsOn => AccessRefusals.EndBeforeStart,
            RequestKind.ChangeAssignment when request.ExpiresOn < today => AccessRefusals.EndInPast,
            RequestKind.CreateProfile when request.Person is { } person => PersonalDetailsRules.Check(person, today),
            RequestKind.ChangeDetails when request.Person is { } person => PersonalDetailsRules.CheckNames(person),
            _ => null,
        };
        return wrong
            ?? RequestRules.CheckWords(request.Note, RequestRefusals.NoteMissing)
            ?? RequestRules.CheckWords(request.Answer, RequestRefusals.AnswerMissing);
    }
}

public sealed record RequestResubmitted : RequestEvent
{
    /// <summary>Each as before and after.</summary>
    public required IReadOnlyList<string> Changes { get; init; }

    public override string InWords => Changes.Count == 0
        ? $"Sent the request {Reference} again, unchanged."
        : $"Completed the request {Reference} and sent it again. {string.Join(". ", Changes)}.";
}
