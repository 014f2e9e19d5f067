using System.Globalization;
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

    /// <summary>The whole person, of a request for a profile; null leaves them as they were.</summary>
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
public sealed class ResubmitRequest(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(ResubmitRequestRequest request, Actor actor, CancellationToken ct)
    {
        var asked = await db.AccessRequests.FirstOrDefaultAsync(r => r.Id == request.RequestId, ct);
        if (asked is null)
        {
            return RequestRefusals.NotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.RaiseRequest, asked.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var now = clock.GetUtcNow();
        if ((Decide(request, asked.Kind) ?? asked.Resubmit(actor.ProfileId, now)) is { } refusal)
        {
            return refusal;
        }

        var changes = ResubmittedChanges.Apply(request, asked);
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
            RequestKind.CreateProfile when request.Person is { } person => PersonalDetailsRules.Check(person, today),
            _ => null,
        };
        return wrong
            ?? RequestRules.CheckWords(request.Note, RequestRefusals.NoteMissing)
            ?? RequestRules.CheckWords(request.Answer, RequestRefusals.AnswerMissing);
    }
}

/// <summary>What a requester changed in what was sent back, each as before and after.</summary>
internal static class ResubmittedChanges
{
    public static IReadOnlyList<string> Apply(ResubmitRequestRequest request, AccessRequest asked)
    {
        var changes = new List<string>();
        if (asked.Kind is RequestKind.AssignPosition)
        {
            Note(changes, "First day", asked.StartsOn, request.StartsOn);
            Note(changes, "Last day", asked.ExpiresOn, request.ExpiresOn);
            (asked.StartsOn, asked.ExpiresOn) = (request.StartsOn, request.ExpiresOn);
        }

        if (asked is { Kind: RequestKind.CreateProfile, Details: { } details } && request.Person is { } person)
        {
            var before = RequestJson.Read(details);
            Note(changes, "Name", Name(before), Name(person));
            Note(changes, "Date of birth", before.DateOfBirth, person.DateOfBirth);
            Note(changes, "E-mail", before.Email?.Value, person.Email?.Value);
            Note(changes, "Mobile", before.Mobile, person.Mobile);
            asked.Details = RequestJson.Write(person);
            asked.SubjectName = $"{person.GivenName} {person.FamilyName}".Trim();
        }

        Note(changes, "Reason", asked.Note, request.Note.Trim());
        asked.Note = request.Note.Trim();
        return changes;
    }

    /// <summary>As kept beside the answer; null where nothing changed.</summary>
    public static string? InWords(IReadOnlyList<string> changes)
    {
        var words = string.Join(". ", changes);
        return words.Length == 0 ? null : words.Length <= RequestRules.MostLetters ? words : string.Concat(words.AsSpan(0, RequestRules.MostLetters - 1), "…");
    }

    private static void Note(List<string> changes, string what, DateOnly? before, DateOnly? after) =>
        Note(changes, what, before?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture), after?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));

    private static void Note(List<string> changes, string what, string? before, string? after)
    {
        if (before != after)
        {
            changes.Add($"{what}: {before ?? "none"} → {after ?? "none"}");
        }
    }

    private static string Name(PersonalDetails person) =>
        string.Join(' ', new[] { person.GivenName, person.MiddleNames, person.FamilyName }.Where(name => !string.IsNullOrEmpty(name)));
}

public sealed record RequestResubmitted : CareEvent
{
    public required Guid RequestId { get; init; }

    public required RequestReference Reference { get; init; }

    public Guid? ProfileId { get; init; }

    /// <summary>Each as before and after.</summary>
    public required IReadOnlyList<string> Changes { get; init; }

    public override string InWords => Changes.Count == 0
        ? $"Sent the request {Reference} again, unchanged."
        : $"Completed the request {Reference} and sent it again. {string.Join(". ", Changes)}.";

    public override IEnumerable<AuditSubject> Subjects => ProfileId is { } profile
        ? [AuditSubject.Request(RequestId), AuditSubject.Profile(profile)]
        : [AuditSubject.Request(RequestId)];
}
