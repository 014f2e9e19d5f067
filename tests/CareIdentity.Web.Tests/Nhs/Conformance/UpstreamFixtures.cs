using System.Text.Json;

namespace CareIdentity.Web.Tests.Nhs.Conformance;

/// <summary>One example of upstream: the options of a macro, and the HTML that it makes of them.</summary>
internal sealed record UpstreamFixture(string Component, string Title, JsonElement Options, string? CallBlock, string Html);

internal static class UpstreamFixtures
{
    /// <summary>The components that the portal has; the others of upstream are pictures and marketing.</summary>
    public static readonly IReadOnlyList<string> Components =
    [
        "action-link", "back-link", "breadcrumb", "button", "card", "character-count", "checkboxes", "contents-list",
        "date-input", "details", "do-dont-list", "error-message", "error-summary", "fieldset", "file-upload", "footer",
        "header", "heading", "hint", "input", "inset-text", "label", "legend", "notification-banner", "pagination",
        "panel", "password-input", "radios", "scroll", "search-input", "select", "skip-link", "summary-list", "tables",
        "tabs", "tag", "task-list", "textarea", "warning-callout",
    ];

    public static IEnumerable<UpstreamFixture> All { get; } = [.. Components.SelectMany(Load)];

    private static IEnumerable<UpstreamFixture> Load(string component)
    {
        var path = Path.Combine(Folder(), "components", component, "fixtures.json");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var seen = new Dictionary<string, int>();
        foreach (var fixture in document.RootElement.GetProperty("fixtures").EnumerateArray())
        {
            // Upstream repeats a name for variants of one example.
            var name = fixture.GetProperty("name").GetString()!;
            var nth = seen[name] = seen.GetValueOrDefault(name) + 1;
            yield return new UpstreamFixture(
                component,
                $"{component} | {name}" + (nth > 1 ? $" ({nth})" : string.Empty),
                fixture.GetProperty("context").Clone(),
                fixture.TryGetProperty("callBlock", out var call) ? Joined(call) : null,
                fixture.GetProperty("html").GetString()!);
        }
    }

    private static string? Joined(JsonElement call) => call.ValueKind switch
    {
        JsonValueKind.Array => string.Concat(call.EnumerateArray().Select(c => c.GetString())),
        JsonValueKind.String => call.GetString(),
        _ => null,
    };

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var dist = Path.Combine(folder.FullName, "src", "CareIdentity.Web", "node_modules", "nhsuk-frontend", "dist", "nhsuk");
            if (Directory.Exists(dist))
            {
                return dist;
            }
        }

        throw new DirectoryNotFoundException("nhsuk-frontend is restored by building CareIdentity.Web; build that first.");
    }
}
