using CareIdentity.Data;

namespace CareIdentity.Access;

/// <summary>One job role of the national RBAC.</summary>
internal sealed class JobRole : IVersioned
{
    public required RCode Code { get; init; }

    public required string Name { get; set; }

    /// <summary>No longer in the reference file; kept because positions and history refer to it.</summary>
    public bool Closed { get; set; }

    public Guid Version { get; set; }
}

/// <summary>One activity. Some codes are known only by number.</summary>
internal sealed class Activity : IVersioned
{
    public required BCode Code { get; init; }

    public required string Name { get; set; }

    public bool Closed { get; set; }

    public Guid Version { get; set; }
}

/// <summary>One area of work.</summary>
internal sealed class AreaOfWork : IVersioned
{
    public required AreaCode Code { get; init; }

    public required string Name { get; set; }

    public bool Closed { get; set; }

    public Guid Version { get; set; }
}

/// <summary>Whoever has the activity has the included one too.</summary>
internal sealed class ActivityInclusion
{
    public required BCode Activity { get; init; }

    public required BCode Includes { get; init; }
}

/// <summary>Baseline policy: the job role has the activity by default.</summary>
internal sealed class BaselineActivity
{
    public required RCode JobRole { get; init; }

    public required BCode Activity { get; init; }
}

/// <summary>Single row, renewed by every import: says when cached reference data is out of date on every node.</summary>
internal sealed class ReferenceSet : IVersioned
{
    public required string Name { get; init; }

    public required DateTimeOffset ImportedAt { get; set; }

    public Guid Version { get; set; }
}
