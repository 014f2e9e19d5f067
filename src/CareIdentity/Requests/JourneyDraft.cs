using System.Security.Cryptography;
using System.Text;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Requests;

/// <summary>What somebody has typed in a journey of several pages and not sent yet. In the database, so that it outlives a page, a session and a node.</summary>
[Housekeeping("Nothing is decided before the journey's last page; then a verb does it and the draft goes.")]
internal sealed class JourneyDraft
{
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    /// <summary>Which journey, and for what: <c>identity R-7K3M-92QX</c>.</summary>
    public required string Journey { get; init; }

    public required string Answers { get; set; }

    public byte[]? Photo { get; set; }

    public string? PhotoType { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }
}

internal sealed class JourneyDraftMapping : IEntityTypeConfiguration<JourneyDraft>
{
    public void Configure(EntityTypeBuilder<JourneyDraft> builder)
    {
        builder.ToTable("JourneyDrafts");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Journey).HasMaxLength(60);
        builder.Property(d => d.Answers).HasMaxLength(16000);
        builder.Property(d => d.PhotoType).HasMaxLength(20);
        builder.HasIndex(d => new { d.OwnerId, d.Journey }).IsUnique();
        builder.HasIndex(d => d.ChangedAt);
        builder.HasOne<Profile>().WithMany().HasForeignKey(d => d.OwnerId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>A draft as its page reads it.</summary>
public sealed record DraftView(string Answers, PhotoView? Photo)
{
    /// <summary>What the last page of a journey shows, in a word: what another tab has changed meanwhile is not confirmed by it.</summary>
    public string Seen => Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(Answers), .. Photo?.Content ?? []]));
}

/// <summary>Keeps drafts. A draft is its owner's alone; those that nobody came back to are removed after a week.</summary>
public sealed class JourneyDrafts(CareIdentityDb db, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public Task<DraftView?> FindAsync(string journey, Actor owner, CancellationToken ct) =>
        db.JourneyDrafts.AsNoTracking()
            .Where(d => d.OwnerId == owner.ProfileId && d.Journey == journey)
            .Select(d => new DraftView(d.Answers, d.Photo == null ? null : new PhotoView(d.Photo, d.PhotoType!, d.ChangedAt)))
            .FirstOrDefaultAsync(ct);

    /// <summary>Two tabs write the same draft; the last one counts, and only what was seen is confirmed: <see cref="DraftView.Seen"/>.</summary>
    public async Task KeepAsync(string journey, Actor owner, string answers, CancellationToken ct)
    {
        var draft = await OpenAsync(journey, owner, ct);
        draft.Answers = answers;
        await db.SaveAsync(ct);
    }

    public async Task KeepPhotoAsync(string journey, Actor owner, Photo photo, CancellationToken ct)
    {
        var draft = await OpenAsync(journey, owner, ct);
        (draft.Photo, draft.PhotoType) = (photo.Content, photo.ContentType);
        await db.SaveAsync(ct);
    }

    /// <summary>The journey is over; old drafts of everybody go with it.</summary>
    public async Task ForgetAsync(string journey, Actor owner, CancellationToken ct)
    {
        var old = clock.GetUtcNow() - Kept;
        await db.JourneyDrafts.Where(d => (d.OwnerId == owner.ProfileId && d.Journey == journey) || d.ChangedAt < old).ExecuteDeleteAsync(ct);
    }

    private async Task<JourneyDraft> OpenAsync(string journey, Actor owner, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var draft = await db.JourneyDrafts.FirstOrDefaultAsync(d => d.OwnerId == owner.ProfileId && d.Journey == journey, ct);
        if (draft is null)
        {
            draft = new JourneyDraft { Id = Guid.CreateVersion7(now), OwnerId = owner.ProfileId, Journey = journey, Answers = "{}", ChangedAt = now };
            db.JourneyDrafts.Add(draft);
        }

        draft.ChangedAt = now;
        return draft;
    }
}
