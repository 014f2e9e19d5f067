namespace CareIdentity.Web.Nhs;

/// <summary>A card drawn as a card.</summary>
/// <param name="Series">The series printed on it, such as 18</param>
/// <param name="Expiry">From <see cref="DateWords.Expiry"/>; null for a card without certificates</param>
public sealed record SmartcardView(string HolderName, string Uuid, string Series, string Serial, StateView State, string? Expiry)
{
    public string? PhotoHref { get; init; }

    /// <summary>A training or temporary card says so across its face.</summary>
    public string? Kind { get; init; }

    public string? Href { get; init; }

    public IReadOnlyList<LinkView> Next { get; init; } = [];
}
