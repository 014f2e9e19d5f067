using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Testing;

/// <summary>Where this machine keeps the programs that tests start.</summary>
internal static class InstalledPrograms
{
    /// <summary>Debian keeps the server's programs off the path.</summary>
    public static string? Postgres()
    {
        const string Debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [];
        return versions.Select(version => Path.Combine(version, "bin", "initdb")).FirstOrDefault(File.Exists) ?? ChildProgram.Locate("initdb");
    }

    /// <summary>By its name in the folder of any architecture.</summary>
    public static bool HasLibrary(string name) =>
        Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu*").Prepend("/usr/lib").Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <summary>The engine by which OpenSSL reaches a security module.</summary>
    public static string? Pkcs11Engine() =>
        Directory.Exists("/usr/lib") ? Directory.EnumerateDirectories("/usr/lib", "engines-3", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Select(folder => Path.Combine(folder, "pkcs11.so")).FirstOrDefault(File.Exists) : null;

    public static string? Chromium() =>
        ChildProgram.Locate("chromium") ?? ChildProgram.Locate("chromium-browser") ?? ChildProgram.Locate("google-chrome");
}
