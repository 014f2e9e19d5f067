using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.StaffRecords;

/// <summary>Why something that the staff record says was not followed.</summary>
public enum StaffConflictKind
{
    /// <summary>The number leads to a profile of another name.</summary>
    NameDiffers,

    /// <summary>More than one profile could be meant.</summary>
    TwoMatch,

    /// <summary>There may be a profile of this person, found by name and date of birth only.</summary>
    MayBeKnown,

    /// <summary>The National Insurance number is not the one of the profile.</summary>
    NumberDiffers,

    /// <summary>There is no profile of the UUID that HR gives.</summary>
    UuidUnknown,

    /// <summary>The profile is closed.</summary>
    AlreadyLeft,

    /// <summary>The profile was taken over, and nobody has checked the identity here.</summary>
    NotVerified,

    /// <summary>The profile belongs to another employee of the same staff record.</summary>
    LinkedElsewhere,

    /// <summary>Came after something newer, and differs from it.</summary>
    OutOfOrder,

    /// <summary>A number that was used before, with other words.</summary>
    SaidOtherwise,

    /// <summary>No access position goes with the position of the staff record.</summary>
    UnknownPosition,

    /// <summary>The sponsor who approved the mapping is none any more, or cannot ask for this person.</summary>
    SponsorMissing,

    /// <summary>What was asked for is against a rule.</summary>
    Refused,

    /// <summary>HR and the profile say different things of a detail that HR owns.</summary>
    DetailsDiffer,
}

public enum StaffConflictState
{
    Open,

    /// <summary>Somebody said what is right.</summary>
    Settled,

    /// <summary>A newer record made it pointless.</summary>
    Overtaken,
}

/// <summary>Something that the staff record says and that was not followed: nothing was changed, and somebody has to look.</summary>
internal sealed class StaffConflict : IVersioned
{
    public required Guid Id { get; init; }

    public Guid Version { get; set; }

    public required Guid SourceId { get; init; }

    public required Guid RecordId { get; init; }

    public required OdsCode Organisation { get; init; }

    public required long Sequence { get; init; }

    public required StaffConflictKind Kind { get; init; }

    /// <summary>What is wrong, for the person who settles it.</summary>
    public required string Words { get; init; }

    /// <summary>Profiles that it is about, with commas between.</summary>
    public required string Candidates { get; init; }

    public required DateTimeOffset FoundAt { get; init; }

    public StaffConflictState State { get; private set; }

    /// <summary>Null: the service, because something newer came.</summary>
    public Guid? SettledBy { get; private set; }

    public DateTimeOffset? SettledAt { get; private set; }

    public string? Settlement { get; private set; }

    public IReadOnlyList<Guid> Profiles => [.. Candidates.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];

    public Refusal? Settle(Guid? by, string words, DateTimeOffset at)
    {
        if (State is not StaffConflictState.Open)
        {
            return StaffRecordRefusals.ConflictSettled;
        }

        (State, SettledBy, Settlement, SettledAt) = (by is null ? StaffConflictState.Overtaken : StaffConflictState.Settled, by, words, at);
        return null;
    }
}
