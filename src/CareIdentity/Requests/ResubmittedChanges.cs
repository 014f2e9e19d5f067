using System.Globalization;
using CareIdentity.People;

namespace CareIdentity.Requests;

/// <summary>What a requester changed in what was sent back, each as before and after.</summary>
internal static class ResubmittedChanges
{
    /// <param name="known">Where details shall change: as they are now.</param>
    public static IReadOnlyList<string> Apply(ResubmitRequestRequest request, AccessRequest asked, PersonalDetails? known)
    {
        var changes = new List<string>();
        if (asked.Kind is RequestKind.AssignPosition)
        {
            Note(changes, "First day", asked.StartsOn, request.StartsOn);
            Note(changes, "Last day", asked.ExpiresOn, request.ExpiresOn);
            (asked.StartsOn, asked.ExpiresOn) = (request.StartsOn, request.ExpiresOn);
        }

        if (asked.Kind is RequestKind.ChangeAssignment)
        {
            Note(changes, "Last day", asked.ExpiresOn, request.ExpiresOn);
            asked.ExpiresOn = request.ExpiresOn;
        }

        if (asked is { Kind: RequestKind.ChangeDetails, Details: { } asks } && known is not null && request.Person is { } wanted)
        {
            var before = DetailsChange.Apply(known, RequestJson.ReadChanges(asks));
            foreach (var change in DetailsChange.Between(before, wanted))
            {
                Note(changes, DetailsChange.Words(change.Field), change.Before, change.After);
            }

            asked.Details = RequestJson.Write(DetailsChange.Between(known, wanted));
        }

        if (asked is { Kind: RequestKind.CreateProfile, Details: { } details } && request.Person is { } person)
        {
            var before = RequestJson.Read(details);
            Note(changes, "Name", Name(before), Name(person));
            Note(changes, "Date of birth", before.DateOfBirth, person.DateOfBirth);
            Note(changes, "E-mail", before.Email?.Value, person.Email?.Value);
            Note(changes, "Mobile", before.Mobile, person.Mobile);
            asked.Details = RequestJson.Write(person);
            asked.SubjectName = $"{person.GivenName} {person.FamilyName}".Trim();
        }

        Note(changes, "Reason", asked.Note, request.Note.Trim());
        asked.Note = request.Note.Trim();
        return changes;
    }

    /// <summary>As kept beside the answer; null where nothing changed.</summary>
    public static string? InWords(IReadOnlyList<string> changes)
    {
        var words = string.Join(". ", changes);
        return words.Length == 0 ? null : words.Length <= RequestRules.MostLetters ? words : string.Concat(words.AsSpan(0, RequestRules.MostLetters - 1), "…");
    }

    private static void Note(List<string> changes, string what, DateOnly? before, DateOnly? after) =>
        Note(changes, what, before?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture), after?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));

    private static void Note(List<string> changes, string what, string? before, string? after)
    {
        if (before != after)
        {
            changes.Add($"{what}: {before ?? "none"} → {after ?? "none"}");
        }
    }

    private static string Name(PersonalDetails person) =>
        string.Join(' ', new[] { person.GivenName, person.MiddleNames, person.FamilyName }.Where(name => !string.IsNullOrEmpty(name)));
}
