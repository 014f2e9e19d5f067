namespace CareIdentity.Web.Nhs;

/// <summary>Something that can be done next, and where.</summary>
public sealed record LinkView(string Text, string Href)
{
    /// <summary>Why it cannot be done here and now: then the text is shown with this reason instead of a link.</summary>
    public string? WhyNot { get; init; }
}
