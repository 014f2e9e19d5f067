using CareIdentity.Data;

namespace CareIdentity.People;

/// <summary>A word of a person's names, for finding them.</summary>
[Housekeeping("An index over the names of profiles.")]
internal sealed class ProfileName
{
    public required string Word { get; init; }

    public required string SortName { get; init; }

    public required Guid ProfileId { get; init; }
}
