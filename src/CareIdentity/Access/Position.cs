using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Search;

namespace CareIdentity.Access;

public enum PositionState
{
    Open,
    Closed,
}

/// <summary>A job as an organisation gives it: a name and one or more access profiles.</summary>
internal sealed class Position : IVersioned
{
    public required Guid Id { get; init; }

    public required OdsCode Organisation { get; init; }

    public required string Name { get; set; }

    public Guid Version { get; set; }

    public PositionState State { get; private set; }

    /// <summary>Sponsors of the organisation may give it themselves; two other people approved it when it was made.</summary>
    public bool AssignableBySponsors { get; init; }

    public required Guid CreatedBy { get; init; }

    /// <summary>Who approved it: never the person who made it (decisions.md §2 rule 4). Null only where the service set it up.</summary>
    public Guid? ApprovedBy { get; init; }

    /// <summary>How it was approved and who was involved.</summary>
    public required string ApprovalNote { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public List<AccessProfile> AccessProfiles { get; init; } = [];

    public string SortName => NameText.Joined(Name);

    public void Close() => State = PositionState.Closed;
}

/// <summary>One organisation, exactly one job role, any added activities.</summary>
internal sealed class AccessProfile
{
    public required Guid Id { get; init; }

    public required Guid PositionId { get; init; }

    public required OdsCode Organisation { get; init; }

    public required RCode JobRole { get; init; }

    public List<AddedActivity> AddedActivities { get; init; } = [];
}

/// <summary>An activity given beyond the baseline of the job role.</summary>
internal sealed class AddedActivity
{
    public required Guid AccessProfileId { get; init; }

    public required BCode Activity { get; init; }
}
