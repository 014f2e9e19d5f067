namespace CareIdentity.Web.Nhs;

/// <summary>One line of before → after on a page where somebody decides.</summary>
public sealed record ChangeView(string What, string? Before, string? After, ChangeEffect Effect)
{
    /// <summary>Why the line is there: the position, profile or role it comes from.</summary>
    public string? Why { get; init; }
}
