using System.Text;
using CareIdentity.Data;
using CareIdentity.Search;

namespace CareIdentity.People;

/// <summary>
/// A word of a person's names, or two of them together, for finding them. Of those who are called Sarah and of those who are called Smith there
/// are a hundred thousand each: who is both is looked for as one thing, not by comparing the two.
/// </summary>
[Housekeeping("An index over the names of profiles.")]
internal sealed class ProfileName
{
    /// <summary>Two words, and a space before each: no word holds one, so that none begins as two do.</summary>
    public const int MaxLength = 2 * (1 + NameText.MaxWord);

    /// <summary>A word; or two, as <see cref="Together"/> writes them.</summary>
    public required string Word { get; init; }

    public required string SortName { get; init; }

    public required Guid ProfileId { get; init; }

    public static IReadOnlyList<string> WordsOf(PersonalDetails details) =>
        [.. NameText.Words($"{details.GivenName} {details.MiddleNames} {details.FamilyName}").Distinct()];

    /// <summary>A row for each of the words, and for every two of them.</summary>
    public static IEnumerable<ProfileName> Of(Profile profile, IReadOnlyList<string> words) =>
        words.Concat(words.SelectMany((word, i) => words.Skip(i + 1).Select(other => Together(word, other))))
            .Select(word => new ProfileName { Word = word, SortName = profile.SortName, ProfileId = profile.Id });

    /// <summary>The same for either order; a word and itself are that word. In the order of octets, as both engines compare.</summary>
    public static string Together(string word, string other) => Encoding.UTF8.GetBytes(word).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other)) switch
    {
        0 => word,
        < 0 => $" {word} {other}",
        > 0 => $" {other} {word}",
    };

    public static bool IsOneWord(string word) => word[0] is not ' ';
}
