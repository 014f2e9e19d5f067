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
    public bool AssignableBySponsors { get; set; }

    public required Guid CreatedBy { get; init; }

    /// <summary>Who approved it: never the person who made it (decisions.md §2 rule 4). Null only where the service set it up.</summary>
    public Guid? ApprovedBy { get; init; }

    /// <summary>How it was approved and who was involved.</summary>
    public required string ApprovalNote { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who changed it last; null where nobody has.</summary>
    public Guid? ChangedBy { get; private set; }

    public DateTimeOffset? ChangedAt { get; private set; }

    /// <summary>Who approved the last change: never the person who made it.</summary>
    public Guid? ChangeApprovedBy { get; private set; }

    public string? ChangeNote { get; private set; }

    /// <summary>Its own, and those that included positions give.</summary>
    public List<AccessProfile> AccessProfiles { get; init; } = [];

    public List<PositionInclusion> Inclusions { get; init; } = [];

    public string SortName => NameText.Joined(Name);

    /// <summary>What is said of the position itself; what included positions give comes with them.</summary>
    public IEnumerable<AccessProfile> OwnProfiles => AccessProfiles.Where(a => a.IncludedFrom is null);

    public IReadOnlyList<NewAccessProfile> OwnTerms => [.. OwnProfiles.Select(a => a.AsTerms())];

    /// <summary>All that it gives, as the words of a request say it.</summary>
    public IReadOnlyList<NewAccessProfile> Terms => [.. AccessProfiles.Select(a => a.AsTerms())];

    /// <summary>Whether this person had a hand in what it is: such a person gives it to nobody as a sponsor (decisions.md §2 rule 1).</summary>
    public bool WasMadeBy(Guid person) => CreatedBy == person || ApprovedBy == person || ChangedBy == person || ChangeApprovedBy == person;

    public Refusal? Close()
    {
        if (State is PositionState.Closed)
        {
            return PositionRefusals.AlreadyClosed;
        }

        State = PositionState.Closed;
        return null;
    }

    public void Changed(Guid by, Guid? approvedBy, string note, DateTimeOffset at) => (ChangedBy, ChangeApprovedBy, ChangeNote, ChangedAt) = (by, approvedBy, note, at);
}

/// <summary>Who holds the position has what the included one gives.</summary>
internal sealed class PositionInclusion
{
    public required Guid PositionId { get; init; }

    public required Guid IncludedId { get; init; }
}

/// <summary>One organisation, exactly one job role, any added activities and areas of work.</summary>
internal sealed class AccessProfile
{
    public required Guid Id { get; init; }

    public required Guid PositionId { get; init; }

    public required OdsCode Organisation { get; init; }

    public required RCode JobRole { get; init; }

    /// <summary>The access profile of an included position that this one follows; null for the position's own.</summary>
    public Guid? IncludedFrom { get; init; }

    public List<AddedActivity> AddedActivities { get; init; } = [];

    public List<AccessProfileArea> AreasOfWork { get; init; } = [];

    public NewAccessProfile AsTerms() => new(Organisation, JobRole, [.. AddedActivities.Select(a => a.Activity)]) { AreasOfWork = [.. AreasOfWork.Select(a => a.Area)] };

    public static AccessProfile Of(NewAccessProfile asked, Guid positionId, DateTimeOffset at, Guid? includedFrom = null)
    {
        var access = new AccessProfile { Id = Guid.CreateVersion7(at), PositionId = positionId, Organisation = asked.Organisation, JobRole = asked.JobRole, IncludedFrom = includedFrom };
        access.Become(asked);
        return access;
    }

    /// <summary>Takes over activities and areas of work; organisation and job role stay. Gives the rows that are gone, for the context to delete.</summary>
    public IReadOnlyList<object> Become(NewAccessProfile asked)
    {
        var gone = AddedActivities.Where(a => !asked.AddedActivities.Contains(a.Activity)).Cast<object>()
            .Concat(AreasOfWork.Where(a => !asked.AreasOfWork.Contains(a.Area)))
            .ToList();
        AddedActivities.RemoveAll(a => !asked.AddedActivities.Contains(a.Activity));
        AreasOfWork.RemoveAll(a => !asked.AreasOfWork.Contains(a.Area));
        AddedActivities.AddRange(asked.AddedActivities.Distinct().Where(a => !AddedActivities.Exists(x => x.Activity == a)).Select(a => new AddedActivity { AccessProfileId = Id, Activity = a }).ToList());
        AreasOfWork.AddRange(asked.AreasOfWork.Distinct().Where(a => !AreasOfWork.Exists(x => x.Area == a)).Select(a => new AccessProfileArea { AccessProfileId = Id, Area = a }).ToList());
        return gone;
    }
}

/// <summary>Where in health and care the access profile is for.</summary>
internal sealed class AccessProfileArea
{
    public required Guid AccessProfileId { get; init; }

    public required AreaCode Area { get; init; }
}

/// <summary>An activity given beyond the baseline of the job role.</summary>
internal sealed class AddedActivity
{
    public required Guid AccessProfileId { get; init; }

    public required BCode Activity { get; init; }
}
