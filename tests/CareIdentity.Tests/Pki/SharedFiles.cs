namespace CareIdentity.Tests.Pki;

/// <summary>Finds reference files of others, which are read where they lie and are no part of the project.</summary>
internal static class SharedFiles
{
    /// <summary>The path of a file below <c>shared/</c>, or a skip that names it.</summary>
    public static string Find(string relative)
    {
#pragma warning disable RS0030 // A test has no host that could configure it.
        var named = Environment.GetEnvironmentVariable("CIS_SHARED");
#pragma warning restore RS0030
        var candidates = named is null ? [] : new List<string> { Path.Combine(named, relative) };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            candidates.Add(Path.Combine(folder.FullName, "shared", relative));
        }

        var found = candidates.Find(File.Exists);
        if (found is null)
        {
            Xunit.Assert.Skip($"The reference file {relative} is not here; set CIS_SHARED to the folder that holds it.");
        }

        return found!;
    }
}
