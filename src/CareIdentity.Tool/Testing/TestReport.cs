using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace CareIdentity.Tool.Testing;

/// <summary>The runner's own report (xUnit.net XML v3): the one place where it counts what it did.</summary>
internal static class TestReport
{
    private const string SizeMark = "Size: ";
    private const int LongestMessage = 600;

    /// <summary>A test program that broke off leaves no report, half of one, or an exit code that its figures do not explain: a failure.</summary>
    public static Tally Read(string path, int exitCode)
    {
        var tally = Read(path);
        return tally is null || (exitCode != 0 && tally.Value.Failed == 0) ? (tally ?? default) + Tally.OneFailure : tally.Value;
    }

    /// <summary>How much a test that walks a whole matrix or searches sequences has asked, as it said itself: lines of its output that begin with "Size: ".</summary>
    public static IReadOnlyList<string> Sizes(string path)
    {
        try
        {
            return
            [
                .. XDocument.Load(path).Descendants("output")
                    .SelectMany(output => output.Value.Split('\n'))
                    .Where(line => line.StartsWith(SizeMark, StringComparison.Ordinal))
                    .Select(line => line[SizeMark.Length..].Trim()),
            ];
        }
        catch (Exception e) when (e is IOException or XmlException)
        {
            return [];
        }
    }

    /// <summary>Each test that failed, with what it said. The runner said so too when it happened, which is long ago and far up by then.</summary>
    public static IReadOnlyList<string> Failures(string path)
    {
        try
        {
            return
            [
                .. XDocument.Load(path).Descendants("test").Where(test => test.Attribute("result")?.Value == "Fail").Select(test =>
                    $"{test.Attribute("name")?.Value}: {Shortened(test.Descendants("message").FirstOrDefault()?.Value ?? "")}"),
            ];
        }
        catch (Exception e) when (e is IOException or XmlException)
        {
            return [];
        }
    }

    private static string Shortened(string message)
    {
        var line = string.Join(' ', message.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestMessage ? line : line[..LongestMessage] + " ...";
    }

    private static Tally? Read(string path)
    {
        try
        {
            return XDocument.Load(path).Root!.Elements("assembly").Aggregate(new Tally(), (sum, assembly) => sum + new Tally(
                Number(assembly, "passed"),
                Number(assembly, "failed") + Number(assembly, "errors"),
                Number(assembly, "skipped")));
        }
        catch (Exception e) when (e is IOException or XmlException or FormatException)
        {
            return null;
        }
    }

    private static int Number(XElement assembly, string name) => int.Parse(assembly.Attribute(name)?.Value ?? "", CultureInfo.InvariantCulture);
}
