using System.Diagnostics;

namespace CareIdentity.Testing.Readers;

/// <summary>Whether this machine can run a pcscd of a test's own: Debian's pcscd, the driver vpcd, and leave to have a mount namespace.</summary>
public static class PcscInstallation
{
    /// <summary>Set by the test command, which installs what is missing: then a test fails instead of being skipped. What no package mends still skips it.</summary>
    public const string Require = "CIS_REQUIRE_PCSCD";

    /// <summary>Set by the quick form of the test command.</summary>
    public const string LeaveOut = "CIS_WITHOUT_PCSCD";

    public const string Driver = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";

    public const string HowToInstall = "apt-get install pcscd vsmartcard-vpcd";

    private static readonly Lazy<string?> Forbidden = new(TryMounts);

    public static string? ReasonToSkip() =>
        IsSet(LeaveOut) ? "pcscd was left out of this run."
        : IsInstalled || IsSet(Require) ? Forbidden.Value
        : $"pcscd or its driver vpcd is not installed: {HowToInstall}";

    /// <summary>A program that a test wants to talk to pcscd; a reason to skip the test where it is not there.</summary>
    public static string? ReasonToSkip(string program, string package) =>
        ReasonToSkip() ?? (Locate(program) is not null || IsSet(Require) ? null : $"{program} is not installed: apt-get install {package}");

    /// <summary>By its path, or by its name in the folders where Debian keeps programs.</summary>
    public static string? Locate(string program) =>
        new[] { "", "/usr/bin", "/usr/sbin", "/bin", "/sbin" }.Select(folder => Path.Combine(folder, program)).FirstOrDefault(p => Path.IsPathRooted(p) && File.Exists(p));

    /// <summary>Where Debian puts the daemon, which is not on everybody's path.</summary>
    public static string? Daemon() => Locate("pcscd");

    private static bool IsInstalled => Daemon() is not null && File.Exists(Driver);

    /// <summary>What comes before a command so that it may mount over <c>/run</c> and nobody else sees it; anybody but root needs a user namespace for that.</summary>
    public static string[] OwnMounts() => Environment.IsPrivilegedProcess
        ? ["unshare", "--mount", "--propagation", "private"]
        : ["unshare", "--user", "--map-root-user", "--mount", "--propagation", "private"];

    private static string? TryMounts()
    {
        string[] command = [.. OwnMounts(), "mount", "-t", "tmpfs", "none", "/run"];
        using var trial = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        if (!trial.WaitForExit(StartedProgram.Patience))
        {
            trial.Kill(entireProcessTree: true);
            return "This machine does not say whether it allows private mounts for a pcscd of a test's own.";
        }

        return trial.ExitCode == 0 ? null : $"This machine allows no private mounts for a pcscd of a test's own: {trial.StandardError.ReadToEnd().Trim()}";
    }

    private static bool IsSet(string variable) => Variable(variable) is "1" or "true";

#pragma warning disable RS0030 // A test run is a host: what the test command demands of it comes from its environment.
    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";
#pragma warning restore RS0030
}
