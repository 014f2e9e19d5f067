using CareIdentity.Kernel;

namespace CareIdentity.People;

public enum CheckManner
{
    FaceToFace,
    RemoteByVideo,

    /// <summary>From pictures that the person took themselves (functions.md §1.7).</summary>
    OnlineApplication,
}

public static class CheckManners
{
    public static string InWords(this CheckManner manner) => manner switch
    {
        CheckManner.FaceToFace => "face to face",
        CheckManner.RemoteByVideo => "by video",
        _ => "from an online application",
    };
}

/// <summary>Who saw which documents of whom, when and where. Never changed afterwards.</summary>
internal sealed class IdentityCheck
{
    public required Guid Id { get; init; }

    public required Guid ProfileId { get; init; }

    public required Guid CheckedBy { get; init; }

    /// <summary>Always the agent's side; part of the foreign key to the duty ledger.</summary>
    public DutySide CheckedBySide { get; init; } = DutySide.Agent;

    public required DateTimeOffset CheckedAt { get; init; }

    public required OdsCode Organisation { get; init; }

    public required CheckManner Manner { get; init; }

    /// <summary>By video: the edition of <see cref="People.VideoScript"/> that was gone through.</summary>
    public string? VideoScript { get; init; }

    /// <summary>Where a photo was countersigned: by whom, what they are, for how many years they know the person.</summary>
    public string? CountersignedBy { get; init; }

    public string? CountersignerStanding { get; init; }

    public int? CountersignerYears { get; init; }

    public List<IdentityDocument> Documents { get; init; } = [];
}

/// <summary>One document that the checker held in their hands.</summary>
internal sealed class IdentityDocument
{
    public required Guid Id { get; init; }

    public required Guid CheckId { get; init; }

    /// <summary>Code of <see cref="DocumentKind"/>.</summary>
    public required string Kind { get; init; }

    public required string Issuer { get; init; }

    /// <summary>In canonical form; null where the kind has none.</summary>
    public string? Number { get; init; }

    public DateOnly? IssuedOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }
}

/// <summary>The photo on the profile and on the card's face. JPEG or PNG without metadata.</summary>
internal sealed class ProfilePhoto
{
    public required Guid ProfileId { get; init; }

    public required byte[] Content { get; set; }

    public required string ContentType { get; set; }

    public required DateTimeOffset TakenAt { get; set; }
}
