using CareIdentity.Kernel;

namespace CareIdentity.People;

/// <summary>
/// Profiles that are nobody's own: a Temporary Access Card, which is lent to a named person for some hours, and a robot, which a program works
/// under (functions.md §1.3). Their names say so wherever they stand: <c>TPH01 TAC Night bag</c>.
/// </summary>
public static class SharedProfileRules
{
    public const int MostLetters = 40;

    public static Refusal? Check(ProfileKind kind, string name, string notes) =>
        kind is ProfileKind.Person ? SharedProfileRefusals.NotShared
        : !IsName(name.Trim()) ? SharedProfileRefusals.NameWrong
        : kind is ProfileKind.Robot && string.IsNullOrWhiteSpace(notes) ? SharedProfileRefusals.PurposeMissing
        : notes.Length > 1000 ? SharedProfileRefusals.NotesTooLong
        : null;

    /// <summary>The chosen name is kept as the family name; before it stands where it belongs and what it is.</summary>
    public static PersonalDetails Details(ProfileKind kind, OdsCode organisation, string name, EmailAddress? email, string? mobile) => new()
    {
        GivenName = $"{organisation} {(kind is ProfileKind.Robot ? "RPA" : "TAC")}",
        FamilyName = name.Trim(),
        Email = email,
        Mobile = mobile,
    };

    /// <summary>The first two characters are letters (functions.md §1.3).</summary>
    private static bool IsName(string name) =>
        name.Length is >= 2 and <= MostLetters && char.IsLetter(name[0]) && char.IsLetter(name[1]) && name.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-');
}

/// <summary>What can be wrong with a profile that is nobody's own.</summary>
public static class SharedProfileRefusals
{
    public static readonly Refusal NotShared = new("shared.not-shared", "Somebody's own profile comes from a check of their identity.");

    public static readonly Refusal NameWrong = new("shared.name", $"The name begins with two letters and has at most {SharedProfileRules.MostLetters} letters, digits, spaces and hyphens.") { Field = "Name" };

    public static readonly Refusal PurposeMissing = new("shared.purpose-missing", "Say what the robot does, and in which system.") { Field = "Notes" };

    public static readonly Refusal NotesTooLong = new("shared.notes-too-long", "Use 1,000 characters or fewer.") { Field = "Notes" };

    public static readonly Refusal NameTaken = new("shared.name-taken", "This organisation has one with this name already.") { Field = "Name" };

    public static readonly Refusal NameFixed = new("shared.name-fixed", "The name of a Temporary Access Card or a robot does not change.")
    {
        Why = "It stands in records of care.",
        Next = "Close it, and make another with the right name.",
    };
}
