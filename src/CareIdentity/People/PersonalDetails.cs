using CareIdentity.Kernel;

namespace CareIdentity.People;

/// <summary>What is known of a person, as on their identity documents (full legal name) and as they can be reached.</summary>
public sealed record PersonalDetails
{
    public string? Title { get; init; }

    public required string GivenName { get; init; }

    public string? MiddleNames { get; init; }

    public required string FamilyName { get; init; }

    /// <summary>What the face of the card says where somebody is known by another form of their name; null: the name as on their documents.</summary>
    public string? NameOnCard { get; init; }

    public DateOnly? DateOfBirth { get; init; }

    public NationalInsuranceNumber? NationalInsuranceNumber { get; init; }

    public EmailAddress? Email { get; init; }

    public string? Mobile { get; init; }

    public ProfessionalNumber? ProfessionalNumber { get; init; }
}

/// <summary>Rules for personal details that hold wherever they come from: a page, a request, a file.</summary>
public static class PersonalDetailsRules
{
    public const int YoungestWorker = 14;

    public const int OldestWorker = 110;

    /// <summary>What migrated profiles carry where nobody knew the date of birth.</summary>
    public static readonly DateOnly UnknownBirth = new(1900, 1, 1);

    public static Refusal? Check(PersonalDetails details, DateOnly today) => CheckNames(details) ?? CheckBirth(details, today);

    /// <summary>Every rule that is broken, each with its field.</summary>
    public static IEnumerable<Refusal> All(PersonalDetails details, DateOnly today) => new[]
    {
        IsName(details.GivenName) ? null : ProfileRefusals.NameMissing with { Field = nameof(details.GivenName) },
        IsName(details.FamilyName) ? null : ProfileRefusals.NameMissing with { Field = nameof(details.FamilyName) },
        CheckBirth(details, today),
    }.OfType<Refusal>();

    public static Refusal? CheckBirth(PersonalDetails details, DateOnly today) =>
        details.DateOfBirth is not { } born ? ProfileRefusals.DateOfBirthMissing
        : born > today.AddYears(-YoungestWorker) || born < today.AddYears(-OldestWorker) ? ProfileRefusals.DateOfBirthUnlikely
        : null;

    public static Refusal? CheckNames(PersonalDetails details)
    {
        if (!IsName(details.GivenName) || !IsName(details.FamilyName))
        {
            return ProfileRefusals.NameMissing with { Field = IsName(details.GivenName) ? nameof(details.FamilyName) : nameof(details.GivenName) };
        }

        return details.NameOnCard is { } onCard && !IsName(onCard) ? ProfileRefusals.NameOnCardWrong : null;
    }

    /// <summary>Letters of any script, with the marks that names carry; at least one letter, at most 100 characters, no control characters.</summary>
    private static bool IsName(string name) =>
        name.Length is > 0 and <= 100
        && name.Any(char.IsLetter)
        && name.All(c => char.IsLetter(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark || c is ' ' or '-' or '\'' or '’' or '.');
}
