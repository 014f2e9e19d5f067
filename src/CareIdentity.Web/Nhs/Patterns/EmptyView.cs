namespace CareIdentity.Web.Nhs;

/// <summary>An empty list says what would be in it, and how to make the first.</summary>
public sealed record EmptyView(string What)
{
    public string? How { get; init; }

    public LinkView? First { get; init; }
}
