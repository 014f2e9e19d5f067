namespace CareIdentity.Tests.Architecture;

/// <summary>
/// Which room may know which. A room is a folder and namespace below the root; it may use the rooms before it in the order, and
/// its neighbours on the same step as long as they do not, directly or in a ring, use it.
/// </summary>
internal sealed class Rooms(string assembly, string root)
{
    private const string Kernel = "Kernel";
    private const string Audit = "Audit";
    private const string Data = "Data";

    /// <summary>The one type of Data that names entities of rooms: a set for each.</summary>
    private const string Context = "CareIdentityDb";

    private static readonly string[][] Order =
    [
        [Kernel],
        ["Search", "Importing"],
        ["Organisations"],
        ["People"],
        ["Messages"],
        ["Access"],
        ["Requests", "Staff", "Smartcards", "Authenticators", "Certificates"],
        ["SignIn", "Reviews", "Reports", "Batches", "TakeOver", "Population", "StaffRecords", "OfflineForms", "Applications"],
    ];

    /// <summary>Every arrow that points back, as the line of code that draws it.</summary>
    public IReadOnlyList<string> Refuse(IEnumerable<TypeUse> uses)
    {
        var arrows = uses.Select(use => (From: RoomOf(use.From), To: RoomOf(use.To), Use: use))
            .Where(arrow => arrow.From is not null && arrow.To is not null && arrow.From != arrow.To)
            .ToList();
        var refused = arrows.Where(arrow => !IsAllowed(arrow.From!, arrow.To!, arrow.Use)).Select(arrow => arrow.Use.ToString());
        var neighbours = arrows.Where(arrow => StepOf(arrow.From!) is >= 0 and var step && step == StepOf(arrow.To!)).ToLookup(arrow => arrow.From!, arrow => arrow.To!);
        var rings = neighbours.Where(room => Reaches(neighbours, room.Key, room.Key, [])).Select(room => $"{room.Key} uses itself by way of its neighbours");
        return [.. refused.Concat(rings).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The room of a type of the service; null for types of others and what the compiler adds.</summary>
    private string? RoomOf(CodeType type) =>
        type.Assembly == assembly && type.Namespace.StartsWith($"{root}.", StringComparison.Ordinal)
            ? type.Namespace[(root.Length + 1)..].Split('.')[0]
            : null;

    private static bool IsAllowed(string from, string to, TypeUse use) => (from, to) switch
    {
        _ when !IsKnown(from) || !IsKnown(to) => false,
        (Kernel, _) => false,
        (_, Kernel) => true,
        (Data, _) => use.From.Name == Context,
        (Audit, _) => to == Data,
        (_, Audit or Data) => true,
        _ => StepOf(to) <= StepOf(from),
    };

    private static bool IsKnown(string room) => room is Audit or Data || StepOf(room) >= 0;

    private static int StepOf(string room) => Array.FindIndex(Order, step => step.Contains(room));

    private static bool Reaches(ILookup<string, string> arrows, string from, string goal, HashSet<string> seen) =>
        arrows[from].Distinct().Any(next => next == goal || (seen.Add(next) && Reaches(arrows, next, goal, seen)));
}
