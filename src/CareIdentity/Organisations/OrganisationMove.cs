using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Organisations;

/// <summary>Why an organisation comes under another RA parent: what the form RA08 asks for.</summary>
public enum RaLinkReason
{
    NewOrganisation,
    MergerOrTakeover,
    ChangeOfRegistrationAuthority,
    Reorganisation,
    Correction,
}

public enum MoveState
{
    Planned,
    Done,
    Withdrawn,

    /// <summary>Could not be carried out on its day; <see cref="OrganisationMove.Outcome"/> says why.</summary>
    Failed,
}

/// <summary>An organisation comes, on a day, from one RA parent under another. Kept for ever: the history of the RA tree.</summary>
internal sealed class OrganisationMove : IVersioned
{
    public required Guid Id { get; init; }

    public required OdsCode Organisation { get; init; }

    public Guid Version { get; set; }

    /// <summary>Null: no RA looked after it.</summary>
    public OdsCode? FromParent { get; init; }

    /// <summary>Null: it is taken out of the tree.</summary>
    public OdsCode? ToParent { get; init; }

    public required DateOnly EffectiveOn { get; init; }

    public required RaLinkReason Why { get; init; }

    public required string Reason { get; init; }

    /// <summary>The form or letter that shows it.</summary>
    public string? Evidence { get; init; }

    public MoveState State { get; private set; }

    public required DateTimeOffset PlannedAt { get; init; }

    public required string PlannedBy { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it was withdrawn or could not be carried out.</summary>
    public string? Outcome { get; private set; }

    public void CarriedOut(DateTimeOffset at) => (State, EndedAt) = (MoveState.Done, at);

    public void Failed(DateTimeOffset at, string why) => (State, EndedAt, Outcome) = (MoveState.Failed, at, why);

    public Refusal? Withdraw(DateTimeOffset at, string why)
    {
        if (State is not MoveState.Planned)
        {
            return OrganisationRefusals.MoveNotPlanned;
        }

        (State, EndedAt, Outcome) = (MoveState.Withdrawn, at, why);
        return null;
    }
}

/// <summary>The one row that whoever changes the RA tree takes first: changes of the tree come one after the other, at any number of nodes.</summary>
[Housekeeping("A lock, with a count of how often it was taken.")]
internal sealed class RaTreeEdition
{
    public required string Name { get; init; }

    public long Edition { get; init; }
}
