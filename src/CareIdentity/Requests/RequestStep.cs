using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Requests;

/// <summary>What happens to a request between being raised and decided.</summary>
public enum RequestStepKind
{
    Comment,

    /// <summary>A picture or a text; the words are its name.</summary>
    Attached,

    SentBack,
    Resubmitted,
    HandedOver,

    /// <summary>To the national Registration Authority.</summary>
    Escalated,

    /// <summary>From there back to the request's own.</summary>
    GivenBack,
}

/// <summary>One step, with what was said. Only ever added, each with its audit event.</summary>
internal sealed class RequestStep
{
    public required Guid Id { get; init; }

    public required Guid RequestId { get; init; }

    public required RequestStepKind Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null: the service itself.</summary>
    public Guid? PersonId { get; init; }

    public required string ActingAs { get; init; }

    /// <summary>The comment, what is needed, what was completed.</summary>
    public string? Words { get; init; }

    /// <summary>What the requester changed, before and after.</summary>
    public string? Changes { get; init; }

    /// <summary>Who has it from here on; null: everybody who may decide it.</summary>
    public Guid? GivenTo { get; init; }

    public static RequestStep Of(AccessRequest asked, RequestStepKind kind, Actor actor, DateTimeOffset at, string? words, string? changes = null) => new()
    {
        Id = Guid.CreateVersion7(at),
        RequestId = asked.Id,
        Kind = kind,
        At = at,
        PersonId = actor.IsService ? null : actor.ProfileId,
        ActingAs = actor.ActingAs,
        Words = words?.Trim(),
        Changes = changes,
        GivenTo = asked.AssignedTo,
    };
}

/// <summary>Who had a request open, from when until when.</summary>
[Housekeeping("Looking decides nothing; the lock of 15 minutes that makes this row decides nothing either.")]
internal sealed class RequestLook
{
    public required Guid Id { get; init; }

    public required Guid RequestId { get; init; }

    public required Guid PersonId { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset Until { get; init; }
}

internal sealed class RequestStepMapping : IEntityTypeConfiguration<RequestStep>
{
    public void Configure(EntityTypeBuilder<RequestStep> builder)
    {
        builder.ToTable("RequestSteps");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Words).HasMaxLength(RequestRules.MostLetters);
        builder.Property(s => s.Changes).HasMaxLength(RequestRules.MostLetters);
        builder.HasIndex(s => new { s.RequestId, s.At });
        builder.HasOne<AccessRequest>().WithMany().HasForeignKey(s => s.RequestId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(s => s.GivenTo).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_request_steps_words", "kind = 'HandedOver' or words is not null");
    }
}

internal sealed class RequestLookMapping : IEntityTypeConfiguration<RequestLook>
{
    public void Configure(EntityTypeBuilder<RequestLook> builder)
    {
        builder.ToTable("RequestViews");
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.HasIndex(l => new { l.RequestId, l.Since });
        builder.HasOne<AccessRequest>().WithMany().HasForeignKey(l => l.RequestId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(l => l.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
