using Xunit;

namespace CareIdentity.Tests.Architecture;

/// <summary>Exceptions to a rule, one a line: the type, two spaces or more, and why. A line without a reason or without use is itself refused.</summary>
internal static class AllowList
{
    /// <summary>Fails with all of them, one a line.</summary>
    public static void AssertNone(IEnumerable<string> refused)
    {
        var list = refused.ToList();
        Assert.True(list.Count == 0, string.Join('\n', list));
    }

    public static IReadOnlyList<string> Compare(string allowed, IEnumerable<string> found)
    {
        var lines = allowed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split("  ", 2, StringSplitOptions.TrimEntries))
            .ToList();
        var types = lines.Select(line => line[0]).ToHashSet();
        var seen = found.ToHashSet();
        return
        [
            .. seen.Except(types).Select(type => $"not allowed: {type}"),
            .. types.Except(seen).Select(type => $"allowed for nothing: {type}"),
            .. lines.Where(line => line.Length < 2).Select(line => $"allowed without a reason: {line[0]}"),
        ];
    }
}
