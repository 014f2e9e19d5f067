using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Testing;

/// <summary>The programs beside .NET that the full run of the tests needs, and the Debian packages that hold them.</summary>
internal static class TestPrograms
{
    private static readonly (string Package, Func<bool> IsThere)[] Needed =
    [
        ("postgresql", () => InstalledPrograms.Postgres() is not null),
        ("chromium", () => InstalledPrograms.Chromium() is not null),
        ("chromium-headless-shell", () => ChildProgram.IsInstalled("chromium-headless-shell")),
        ("gnutls-bin", () => ChildProgram.IsOnPath("certtool")),
        ("libnss3-tools", () => ChildProgram.IsOnPath("certutil")),
        ("openjdk-17-jdk-headless", () => ChildProgram.IsOnPath("javac")),
        ("softhsm2", () => ChildProgram.IsOnPath("softhsm2-util")),
        ("opensc", () => ChildProgram.IsOnPath("pkcs11-tool")),
        ("libengine-pkcs11-openssl", () => InstalledPrograms.Pkcs11Engine() is not null),
        ("fonts-liberation", () => Directory.Exists("/usr/share/fonts/truetype/liberation") || Directory.Exists("/usr/share/fonts/truetype/liberation2")),
        ("zenity", () => ChildProgram.IsInstalled("zenity")),
        ("xvfb", () => ChildProgram.IsInstalled("Xvfb")),
        ("xdotool", () => ChildProgram.IsInstalled("xdotool")),
        ("pcscd", () => ChildProgram.IsInstalled("pcscd")),
        ("vsmartcard-vpcd", () => File.Exists("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")),
        ("pcsc-tools", () => ChildProgram.IsInstalled("scriptor")),
        ("opensc-pkcs11", () => InstalledPrograms.HasLibrary("opensc-pkcs11.so")),
        ("yubico-piv-tool", () => ChildProgram.IsInstalled("yubico-piv-tool")),
        ("ykcs11", () => InstalledPrograms.HasLibrary("libykcs11.so")),
        ("openssl", () => ChildProgram.IsInstalled("openssl")),
        ("curl", () => ChildProgram.IsInstalled("curl")),
        ("openssh-client", () => ChildProgram.IsInstalled("ssh")),
        ("openssh-server", () => ChildProgram.IsInstalled("sshd")),
    ];

    /// <summary>Installs what is missing where it may, otherwise says how.</summary>
    /// <exception cref="ToolFailure">Something is missing and stays so.</exception>
    public static async Task InstallAsync(CancellationToken ct)
    {
        var missing = Missing();
        if (missing.Length == 0)
        {
            return;
        }

        var names = string.Join(' ', missing);
        if (!ChildProgram.IsOnPath("apt-get"))
        {
            throw new ToolFailure($"the tests need {string.Join(", ", missing)}; install them, or run the others:  ./cis test --fast");
        }

        if (!Environment.IsPrivilegedProcess)
        {
            throw new ToolFailure($"the tests need packages that only root can install:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}\nWithout them:  ./cis test --fast");
        }

        await Console.Out.WriteLineAsync($"Installing {names} ...");
        var quiet = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
        await ChildProgram.RunAsync("apt-get", ["update", "-qq"], ct, quiet);
        await ChildProgram.RunAsync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", .. missing], ct, quiet);
        if (Missing() is { Length: > 0 } still)
        {
            throw new ToolFailure($"apt-get did not install {string.Join(", ", still)}; see what it said above.");
        }
    }

    private static string[] Missing() => [.. Needed.Where(program => !program.IsThere()).Select(program => program.Package)];
}
