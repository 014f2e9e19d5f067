using CareIdentity.Data;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>An attachment in the list of its request.</summary>
public sealed record AttachmentRow(Guid Id, string Name, int Size, string AttachedBy, DateTimeOffset AttachedAt);

/// <summary>What is downloaded.</summary>
public sealed record AttachmentFile(string Name, string ContentType, byte[] Content);

/// <summary>Reads over attachments. The reader has found the request before, which is asked of <see cref="RequestQueries"/>.</summary>
public sealed class AttachmentQueries(CareIdentityDb db)
{
    /// <summary>Oldest first; without their content.</summary>
    public async Task<IReadOnlyList<AttachmentRow>> OfAsync(RequestView asked, CancellationToken ct) => await db.RequestAttachments.AsNoTracking()
        .Where(a => a.RequestId == asked.Id)
        .OrderBy(a => a.AttachedAt).ThenBy(a => a.Id)
        .Select(a => new AttachmentRow(a.Id, a.Name, a.Size, db.Profiles.Where(p => p.Id == a.AttachedBy).Select(p => p.GivenName + " " + p.FamilyName).First(), a.AttachedAt))
        .ToListAsync(ct);

    /// <summary>Null where the request has none such.</summary>
    public Task<AttachmentFile?> FindAsync(RequestView asked, Guid attachment, CancellationToken ct) => db.RequestAttachments.AsNoTracking()
        .Where(a => a.RequestId == asked.Id && a.Id == attachment)
        .Select(a => new AttachmentFile(a.Name, a.ContentType, a.Content))
        .FirstOrDefaultAsync(ct);
}
