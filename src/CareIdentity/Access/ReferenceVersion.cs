using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Access;

public enum ReferenceVersionState
{
    Proposed,
    Published,
    Withdrawn,
}

/// <summary>The five tables of the reference data.</summary>
public enum ReferenceTable
{
    JobRole,
    Activity,
    AreaOfWork,
    Inclusion,
    Baseline,
}

public enum ReferenceAction
{
    /// <summary>A row that is not there or is closed; with a name where it is a code.</summary>
    Add,
    Rename,

    /// <summary>A code is closed, never deleted; a pair is taken away.</summary>
    Remove,
}

/// <summary>A new version of the reference data: proposed by one person, put in force by another (decisions.md §2 rule 2).</summary>
internal sealed class ReferenceVersion : IVersioned
{
    public required Guid Id { get; init; }

    public Guid Version { get; set; }

    public ReferenceVersionState State { get; private set; }

    public required string Why { get; init; }

    /// <summary>Null where the operator imported it.</summary>
    public Guid? ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public Guid? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public List<ReferenceChange> Changes { get; init; } = [];

    public Refusal? Publish(Actor by, DateTimeOffset at)
    {
        if (State is not ReferenceVersionState.Proposed)
        {
            return ReferenceRefusals.AlreadyDecided;
        }

        if (!by.IsService && by.ProfileId == ProposedBy)
        {
            return ReferenceRefusals.OwnProposal;
        }

        (State, DecidedBy, DecidedAt) = (ReferenceVersionState.Published, by.IsService ? null : by.ProfileId, at);
        return null;
    }

    public Refusal? Withdraw(Actor by, DateTimeOffset at)
    {
        if (State is not ReferenceVersionState.Proposed)
        {
            return ReferenceRefusals.AlreadyDecided;
        }

        (State, DecidedBy, DecidedAt) = (ReferenceVersionState.Withdrawn, by.IsService ? null : by.ProfileId, at);
        return null;
    }
}

/// <summary>One row that a version changes. <see cref="Second"/> is empty for a code.</summary>
internal sealed class ReferenceChange
{
    public required Guid VersionId { get; init; }

    public required ReferenceTable Kind { get; init; }

    public required string First { get; init; }

    public required string Second { get; init; }

    public required ReferenceAction Action { get; init; }

    /// <summary>Of a code that is added or renamed.</summary>
    public required string Name { get; init; }

    public ReferenceRow Row => new(Kind, First, Second, Action, Name);
}

/// <summary>One change of a row, as it is asked for and shown.</summary>
public sealed record ReferenceRow(ReferenceTable Kind, string First, string Second, ReferenceAction Action, string Name)
{
    /// <summary>Two changes of one row cannot stand in one version.</summary>
    internal (ReferenceTable Kind, string First, string Second) Key => (Kind, First, Second);
}
