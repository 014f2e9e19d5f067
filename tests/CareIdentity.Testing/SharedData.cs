namespace CareIdentity.Testing;

/// <summary>
/// Real reference data that lies beside the repository and is no part of it: in the folder that CIS_SHARED names, or in <c>shared</c>
/// beside any folder above the tests. A test that needs it is skipped, by name, where it is absent.
/// </summary>
public static class SharedData
{
    /// <summary>The path of a file or folder below <c>data</c>; null where it is absent.</summary>
    public static string? Find(string name) =>
        Roots().Select(root => Path.Combine(root, "data", name)).FirstOrDefault(Path.Exists);

    private static IEnumerable<string> Roots()
    {
#pragma warning disable RS0030 // A test run is a host: what it may use comes from its environment.
        if (Environment.GetEnvironmentVariable("CIS_SHARED") is { Length: > 0 } said)
#pragma warning restore RS0030
        {
            yield return said;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "shared");
        }
    }
}
