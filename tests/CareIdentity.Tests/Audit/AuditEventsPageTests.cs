using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using CareIdentity.Audit;
using Xunit;

namespace CareIdentity.Tests.Audit;

/// <summary>
/// <c>docs/audit-events.md</c> is made from the event types. Where it is stale, the page as it should be is left in <c>artifacts/docs</c>.
/// </summary>
public sealed class AuditEventsPageTests
{
    private const string Head = """
        # Audit events

        What the service writes down, in the same commit as the change that it is about. Every event also says when (UTC), who, acting as what
        and where, why, and in which session; one sentence in words is kept as it was said then. The facts below are its JSON detail.
        Made from the event types by a test; do not edit.

        | Event | Room | Facts |
        |---|---|---|

        """;

    [Fact]
    public void The_page_of_audit_events_names_every_event_and_its_facts()
    {
        var page = Path.Combine(Repository(), "docs", "audit-events.md");
        var now = Page();
        var made = Directory.CreateDirectory(Path.Combine(Repository(), "artifacts", "docs"));
        File.WriteAllText(Path.Combine(made.FullName, "audit-events.md"), now);

        Assert.Equal(now, File.Exists(page) ? File.ReadAllText(page) : "");
    }

    private static string Page()
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        var events = typeof(CareEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CareEvent)) && !type.IsAbstract)
            .OrderBy(Room, StringComparer.Ordinal)
            .ThenBy(type => type.Name, StringComparer.Ordinal);
        foreach (var type in events)
        {
            text.Append("| `").Append(type.Name).Append("` | ").Append(Room(type)).Append(" | ").AppendJoin(" · ", Facts(type)).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Room(Type type) => type.Namespace!.Split('.')[1];

    /// <summary>What it shares with its kind first.</summary>
    private static IEnumerable<string> Facts(Type type) => type == typeof(CareEvent) ? [] : Facts(type.BaseType!).Concat(
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.Name is not (nameof(CareEvent.InWords) or nameof(CareEvent.Subjects) or "EqualityContract"))
            .Select(property => property.Name));

    private static string Repository([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
