using CareIdentity.Kernel;

namespace CareIdentity.SignIn;

/// <summary>One role that a person can work in now: one access profile of one of their positions.</summary>
/// <param name="RaRoles">The roles of the Registration Authority that it gives, as people call them; often none.</param>
public sealed record RoleChoice(
    Guid AssignmentId,
    Guid AccessProfileId,
    string PositionName,
    OdsCode Organisation,
    string OrganisationName,
    string JobRoleCode,
    string JobRoleName,
    IReadOnlyList<string> RaRoles)
{
    /// <summary>As the header and the history show it.</summary>
    public string ActingAs => $"{(RaRoles.Count > 0 ? string.Join(" and ", RaRoles) : JobRoleName)}, {OrganisationName}";
}

/// <summary>How the choice is put (sign-in.md §3.4).</summary>
public enum RoleQuestion
{
    /// <summary>No role at all: the person may see their own profile, and applications must cater for it.</summary>
    NoRole,

    /// <summary>Exactly one: taken without asking.</summary>
    Automatic,

    /// <summary>Two to five: a list.</summary>
    List,

    /// <summary>More than five: a list with a search field.</summary>
    ListWithSearch,
}

/// <summary>The roles to choose from, in the order in which they are shown.</summary>
public sealed record RoleChoices(IReadOnlyList<RoleChoice> All)
{
    private const int MostWithoutSearch = 5;

    public RoleQuestion Question => All.Count switch
    {
        0 => RoleQuestion.NoRole,
        1 => RoleQuestion.Automatic,
        <= MostWithoutSearch => RoleQuestion.List,
        _ => RoleQuestion.ListWithSearch,
    };

    /// <summary>Those in which every word of <paramref name="text"/> stands somewhere: position, organisation, code or role.</summary>
    public IReadOnlyList<RoleChoice> Matching(string? text)
    {
        var words = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. All.Where(choice => Array.TrueForAll(words, word => Shown(choice).Contains(word, StringComparison.OrdinalIgnoreCase)))];
    }

    private static string Shown(RoleChoice choice) =>
        $"{choice.PositionName} {choice.OrganisationName} {choice.Organisation} {choice.JobRoleName} {string.Join(' ', choice.RaRoles)}";
}
