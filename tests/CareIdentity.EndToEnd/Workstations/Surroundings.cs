using System.Collections;

namespace CareIdentity.EndToEnd.Workstations;

/// <summary>The environment of this run, with a few variables of a test's own.</summary>
public static class Surroundings
{
#pragma warning disable RS0030 // A test run is a host: what it starts gets its environment.
    public static string Path => Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";

    public static Dictionary<string, string> With(params IEnumerable<KeyValuePair<string, string>> own)
    {
        var all = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "");
        foreach (var (name, value) in own)
        {
            all[name] = value;
        }

        return all;
    }
#pragma warning restore RS0030
}
