namespace CareIdentity.Web.Nhs;

/// <summary>The head of a person's page.</summary>
public sealed record ProfileHeaderView(string Name, string Uuid, StateView State)
{
    /// <summary>1 where the name is the heading of the page.</summary>
    public int HeadingLevel { get; init; } = 1;

    public string? PhotoHref { get; init; }

    /// <summary>GPhC 2089123</summary>
    public string? ProfessionalNumber { get; init; }

    /// <summary>Hilltop Pharmacy (FX123), until 31 March 2027</summary>
    public IReadOnlyList<string> WorksAt { get; init; } = [];

    public LinkView? PrimaryAction { get; init; }

    public IReadOnlyList<LinkView> OtherActions { get; init; } = [];

    /// <summary>Shown where there is no photo yet.</summary>
    public string Initials => string.Concat(
        Name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } names
            ? names.Length == 1 ? names[0][..1] : names[0][..1] + names[^1][..1]
            : "?");
}
