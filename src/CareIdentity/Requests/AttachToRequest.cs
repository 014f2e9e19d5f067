using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

public sealed record AttachToRequestRequest
{
    public required Guid RequestId { get; init; }

    /// <summary>As the file was called.</summary>
    public required string Name { get; init; }

    public required AttachmentContent Content { get; init; }
}

/// <summary>Puts a picture or a text with a request: by who raised it or may decide it, while it is undecided.</summary>
public sealed class AttachToRequest(CareIdentityDb db, RequestsInHand asking, AuditTrail audit, TimeProvider clock)
{
    public const int Most = 10;

    public async Task<Outcome<Done>> ExecuteAsync(AttachToRequestRequest request, Actor actor, CancellationToken ct)
    {
        if ((await asking.FindToTalkAsync(request.RequestId, actor, ct)).IsRefused(out var notAllowed, out var asked))
        {
            return notAllowed;
        }

        if (asked.MayComment() is { } refusal)
        {
            return refusal;
        }

        var content = request.Content;
        if (await db.RequestAttachments.AnyAsync(a => a.RequestId == asked.Id && a.Digest == content.Digest, ct))
        {
            return RequestRefusals.AttachedAlready;
        }

        if (await db.RequestAttachments.CountAsync(a => a.RequestId == asked.Id, ct) >= Most)
        {
            return RequestRefusals.TooManyAttachments;
        }

        var now = clock.GetUtcNow();
        var attachment = new RequestAttachment
        {
            Id = Guid.CreateVersion7(now),
            RequestId = asked.Id,
            Name = content.NameFor(request.Name),
            ContentType = content.ContentType,
            Content = content.Bytes,
            Digest = content.Digest,
            Size = content.Bytes.Length,
            AttachedAt = now,
            AttachedBy = actor.ProfileId,
        };
        db.RequestAttachments.Add(attachment);
        db.RequestSteps.Add(RequestStep.Of(asked, RequestStepKind.Attached, actor, now, attachment.Name));

        // Two who attach at once would both count nine: the request itself is changed by each, and the second is told.
        db.Entry(asked).State = EntityState.Modified;
        audit.Record(actor, Reason.None, new RequestAttached
        {
            RequestId = asked.Id,
            Reference = asked.Reference,
            ProfileId = asked.SubjectId,
            AttachmentId = attachment.Id,
            Name = attachment.Name,
            Size = attachment.Size,
            Digest = attachment.Digest,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record RequestAttached : RequestEvent
{
    public required Guid AttachmentId { get; init; }

    public required string Name { get; init; }

    public required int Size { get; init; }

    /// <summary>SHA-256 of what is kept.</summary>
    public required string Digest { get; init; }

    public override string InWords => $"Attached {Name} to the request {Reference}.";
}
