namespace CareIdentity.Web.Nhs;

/// <summary>The person at the top of the page, as they write their name, and the role they act under.</summary>
/// <param name="Name">Asha Patel</param>
/// <param name="ActingRole">RA Agent, Dorset RA; null before a role is selected.</param>
public sealed record AccountView(string Name, string? ActingRole)
{
    public string ProfileHref { get; init; } = "/me";

    public string ChangeRoleHref { get; init; } = "/sign-in/role";

    /// <summary>Posted to, never followed: a link must not end a session.</summary>
    public string SignOutHref { get; init; } = "/sign-out";

    public bool MayChangeRole { get; init; } = true;
}
