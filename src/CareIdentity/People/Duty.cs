using CareIdentity.Kernel;

namespace CareIdentity.People;

/// <summary>The side that a person has taken for a profile, once and for ever (decisions.md §2).</summary>
public enum DutySide
{
    /// <summary>It is their own profile.</summary>
    Subject,

    /// <summary>Asked for the registration or for access.</summary>
    Sponsor,

    /// <summary>Checked the identity, issued a card or granted access.</summary>
    Agent,
}

/// <summary>
/// One row per profile and person; the key lets nobody stand on two sides. Rows that record who sponsored, checked, issued and
/// granted refer to it with their side as part of the foreign key, so the database itself refuses the wrong person.
/// </summary>
internal sealed class Duty
{
    public required Guid ProfileId { get; init; }

    public required Guid PersonId { get; init; }

    public required DutySide Side { get; init; }

    public required DateTimeOffset Since { get; init; }
}
