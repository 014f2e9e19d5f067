namespace CareIdentity.EndToEnd;

/// <summary>The pages that a Registration Authority works with, from the table of routes that people review: a new one is asked, too.</summary>
internal static class PhonePages
{
    private static readonly string[] Areas = ["applications", "batches", "locum-register", "me", "offline-forms", "organisations", "people", "positions", "requests", "search", "staff-records"];

    public static IReadOnlyList<string> Of(string person, string position) =>
    [
        "/",
        .. File.ReadLines(Path.Combine(RunningService.Repository, "tests", "CareIdentity.Web.Tests", "Portal", "route-verbs.txt"))
            .Select(line => line.Split(" | "))
            .Where(row => row is [_, "page", ..])
            .Select(row => row[0])
            .Where(route => Areas.Contains(route.Split('/')[0]))
            .Select(route => "/" + route.Replace("{code}", "TPH01", StringComparison.Ordinal).Replace("{uuid}", person, StringComparison.Ordinal)
                .Replace("positions/{id:guid}", $"positions/{position}", StringComparison.Ordinal))
            .Where(path => !path.Contains('{', StringComparison.Ordinal) && !(path.StartsWith("/people/", StringComparison.Ordinal) && path.Contains(position, StringComparison.Ordinal))),
    ];
}
