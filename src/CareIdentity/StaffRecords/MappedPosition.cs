using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.StaffRecords;

public enum MappedPositionState
{
    Proposed,
    Approved,
    Rejected,

    /// <summary>Taken back, or another took its place. What it gave stays until somebody takes it away.</summary>
    Ended,
}

/// <summary>
/// Which access position goes with a position of the staff record. Proposed by the Registration Authority, approved by a sponsor of the
/// organisation, who is another person: from then on that sponsor is the one who asks for it, for everybody whom the staff record names in it.
/// </summary>
internal sealed class MappedPosition : IVersioned
{
    public required Guid Id { get; init; }

    public Guid Version { get; set; }

    public required Guid SourceId { get; init; }

    /// <summary>The code that the staff record has for it.</summary>
    public required string StaffPosition { get; init; }

    public required string StaffPositionName { get; init; }

    /// <summary>The access position.</summary>
    public required Guid PositionId { get; init; }

    public required OdsCode Organisation { get; init; }

    public MappedPositionState State { get; private set; }

    public required Guid ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public required string Note { get; init; }

    public Guid? DecidedBy { get; private set; }

    /// <summary>As who it was decided, for the requests that come of it.</summary>
    public string? DecidedAs { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? DecisionNote { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public Refusal? Decide(bool approved, Actor by, string? note, DateTimeOffset at)
    {
        if (State is not MappedPositionState.Proposed)
        {
            return StaffRecordRefusals.MappingDecided;
        }

        if (by.ProfileId == ProposedBy)
        {
            return StaffRecordRefusals.OwnMapping;
        }

        State = approved ? MappedPositionState.Approved : MappedPositionState.Rejected;
        (DecidedBy, DecidedAs, DecidedAt, DecisionNote) = (by.ProfileId, by.ActingAs, at, note);
        return null;
    }

    public Refusal? End(DateTimeOffset at)
    {
        if (State is not (MappedPositionState.Proposed or MappedPositionState.Approved))
        {
            return StaffRecordRefusals.MappingDecided;
        }

        (State, EndedAt) = (MappedPositionState.Ended, at);
        return null;
    }
}
