using System.Text.RegularExpressions;
using CareIdentity.Data;
using Xunit;

namespace CareIdentity.Tests.Architecture;

/// <summary><c>docs/features.md</c> says where each function is done, by what, and what holds it: nothing that it names may be gone.</summary>
public sealed partial class FeaturesPageTests
{
    private static readonly int[] Rows =
    [
        .. Enumerable.Range(6, 4), .. Enumerable.Range(16, 11), .. Enumerable.Range(38, 18), .. Enumerable.Range(59, 3), 66,
    ];

    [Fact]
    public void Every_function_of_the_list_has_a_line_with_a_page_a_class_and_a_test()
    {
        var lines = Lines().ToList();

        Assert.Equal(Rows, lines.Select(line => int.Parse(line[0], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(lines, line => Assert.True(Names(line[2]).Any() && Names(line[3]).Any() && Names(line[4]).Any(), string.Join(" | ", line)));
    }

    /// <summary>The list of routes is held to those of the running service by <c>RouteMatrixTests</c>.</summary>
    [Fact]
    public void Every_page_and_command_is_there()
    {
        var routes = File.ReadLines(At("tests", "CareIdentity.Web.Tests", "Portal", "route-verbs.txt")).Select(line => "/" + line.Split(" | ")[0]).ToHashSet(StringComparer.Ordinal);
        var help = File.ReadAllText(At("src", "CareIdentity.Tool", "help.txt"));

        AllowList.AssertNone(Lines().SelectMany(line => Names(line[2])).Where(name => name.StartsWith("./cis ", StringComparison.Ordinal) ? !help.Contains(name + " ", StringComparison.Ordinal) : !routes.Contains(name)));
    }

    [Fact]
    public void Every_class_is_there()
    {
        var types = typeof(CareIdentityDb).Assembly.GetTypes().Select(type => type.Name).ToHashSet(StringComparer.Ordinal);

        AllowList.AssertNone(Lines().SelectMany(line => Names(line[3])).Where(name => !types.Contains(name)));
    }

    [Fact]
    public void Every_test_is_there()
    {
        var files = Directory.EnumerateFiles(At("tests"), "*Tests.cs", SearchOption.AllDirectories).ToLookup(Path.GetFileNameWithoutExtension, StringComparer.Ordinal);

        AllowList.AssertNone(Lines().SelectMany(line => Names(line[4])).Distinct().Where(name => !files[name].Any(file => File.ReadAllText(file).Contains($" class {name}", StringComparison.Ordinal))));
    }

    /// <summary>The cells of the table, without its head.</summary>
    private static IEnumerable<string[]> Lines() => File.ReadLines(At("docs", "features.md"))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2]))
        .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));

    private static IEnumerable<string> Names(string cell) => Name().Matches(cell).Select(match => match.Groups[1].Value);

    private static string At(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "CareIdentity.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine([folder.FullName, .. parts]);
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
