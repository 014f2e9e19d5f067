namespace CareIdentity.Web.Nhs;

/// <summary>
/// What stands around every page of one request: who is signed in, and where they may go.
/// Filled by the part of the host that knows (sign-in); a page may add to it before it is drawn.
/// </summary>
public sealed class Shell
{
    public AccountView? Account { get; set; }

    /// <summary>Entries that this role can never use are not in it.</summary>
    public IReadOnlyList<NavigationEntry> Navigation { get; set; } = [];

    /// <summary>Address of the training desk's frame; null where there is no desk.</summary>
    public Uri? Desk { get; set; }

    /// <summary>What was just done, shown once at the top of the next page.</summary>
    public string? Done { get; set; }
}
