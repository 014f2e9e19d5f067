namespace CareIdentity.Web.Tests.Nhs.Conformance;

/// <summary>The examples that are knowingly drawn otherwise, each with its reason, from <c>exceptions.txt</c>.</summary>
internal static class Exceptions
{
    public static IReadOnlyDictionary<string, string> All { get; } = Load();

    private static Dictionary<string, string> Load()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Nhs", "Conformance", "exceptions.txt");
        var all = new Dictionary<string, string>();
        var reason = string.Empty;
        foreach (var line in File.ReadLines(path).Where(l => l.Length > 0))
        {
            if (line[0] == '#')
            {
                reason = line[1..].Trim();
            }
            else
            {
                all.Add(line.Trim(), reason);
            }
        }

        return all;
    }
}
