namespace CareIdentity.Web.Nhs;

public sealed record NavigationEntry(string Text, string Href)
{
    /// <summary>The page itself.</summary>
    public bool IsCurrent(PathString path) => path.Equals(new PathString(Href), StringComparison.OrdinalIgnoreCase);

    /// <summary>The page or one below it. Home is above everything, so it counts only for itself.</summary>
    public bool IsAbove(PathString path) =>
        Href == "/" ? IsCurrent(path) : path.StartsWithSegments(Href, StringComparison.OrdinalIgnoreCase);
}
