using System.Globalization;

namespace CareIdentity.Testing.Engines;

/// <summary>The PostgreSQL that the machine has, if any. Debian keeps the server's programs off the path.</summary>
public static class PostgresInstallation
{
    /// <summary>Set by the test command: without PostgreSQL the tests fail instead of being skipped.</summary>
    public const string Require = "CIS_REQUIRE_POSTGRES";

    /// <summary>Set by the quick form of the test command.</summary>
    public const string LeaveOut = "CIS_WITHOUT_POSTGRES";

    public const string HowToInstall = "apt-get install postgresql";

    public static string? ReasonToSkip() =>
        IsSet(LeaveOut) ? "PostgreSQL was left out of this run."
        : FindPrograms() is null && !IsSet(Require) ? $"PostgreSQL is not installed: {HowToInstall}"
        : null;

    /// <summary>The folder of <c>initdb</c> and <c>postgres</c>, the newest if there are several.</summary>
    public static string? FindPrograms()
    {
        var debian = new DirectoryInfo("/usr/lib/postgresql");
        var installed = debian.Exists ? debian.GetDirectories() : [];
        return installed.Where(version => int.TryParse(version.Name, out _))
            .OrderByDescending(version => int.Parse(version.Name, CultureInfo.InvariantCulture))
            .Select(version => Path.Combine(version.FullName, "bin"))
            .Concat(Variable("PATH").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    private static bool IsSet(string variable) => Variable(variable) is "1" or "true";

#pragma warning disable RS0030 // A test run is a host: what the test command demands of it comes from its environment.
    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";
#pragma warning restore RS0030
}
