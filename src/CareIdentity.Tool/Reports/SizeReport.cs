using System.Globalization;

namespace CareIdentity.Tool.Reports;

/// <summary><c>./cis report</c>: how long the files are. Something to look at, never a gate: a clear longer file beats two obscure short ones.</summary>
internal static class SizeReport
{
    private const int Longest = 300;

    public static async Task<int> PrintAsync(string root)
    {
        var source = Files(Path.Combine(root, "src"));
        var tests = Files(Path.Combine(root, "tests"));

        await Console.Out.WriteLineAsync($"{"",-28}{"files",7}{"lines",9}{"median",8}{"p90",6}{"max",6}");
        foreach (var project in source.Concat(tests).GroupBy(file => Project(root, file.Path)).OrderBy(project => project.Key, StringComparer.Ordinal))
        {
            await Console.Out.WriteLineAsync(Row(project.Key, [.. project.Select(file => file.Lines)]));
        }

        var ratio = tests.Sum(file => (double)file.Lines) / Math.Max(1, source.Sum(file => file.Lines));
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"\nTest to source: {ratio:F2} (aim 1.0 to 1.8)"));
        foreach (var file in source.Concat(tests).Where(file => file.Lines > Longest).OrderByDescending(file => file.Lines))
        {
            await Console.Out.WriteLineAsync($"Longer than {Longest} lines: {Path.GetRelativePath(root, file.Path)} ({file.Lines})");
        }

        return 0;
    }

    private static string Row(string name, int[] lines)
    {
        Array.Sort(lines);
        return $"{name,-28}{lines.Length,7}{lines.Sum(),9}{lines[lines.Length / 2],8}{lines[lines.Length * 9 / 10],6}{lines[^1],6}";
    }

    private static (string Path, int Lines)[] Files(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"))
            .Select(path => (path, File.ReadLines(path).Count())),
    ];

    private static string Project(string root, string path) => Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[1];
}
