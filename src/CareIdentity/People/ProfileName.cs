using CareIdentity.Data;
using CareIdentity.Search;

namespace CareIdentity.People;

/// <summary>A word of a person's names, for finding them.</summary>
[Housekeeping("An index over the names of profiles.")]
internal sealed class ProfileName
{
    public required string Word { get; init; }

    public required string SortName { get; init; }

    public required Guid ProfileId { get; init; }

    public static IReadOnlyList<string> WordsOf(PersonalDetails details) =>
        [.. NameText.Words($"{details.GivenName} {details.MiddleNames} {details.FamilyName}").Distinct()];

    public static IEnumerable<ProfileName> Of(Profile profile, IEnumerable<string> words) =>
        words.Select(word => new ProfileName { Word = word, SortName = profile.SortName, ProfileId = profile.Id });
}
