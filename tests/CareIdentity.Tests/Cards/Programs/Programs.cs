using System.Diagnostics;
using CareIdentity.Testing;
using CareIdentity.Testing.Readers;
using Xunit;

namespace CareIdentity.Tests.Cards.Programs;

/// <summary>What a program ended with and said; both streams in one, because tools of this trade say what matters on either.</summary>
public sealed record ProgramOutput(string Line, int Code, string Output, string Error)
{
    public string All => $"$ {Line}\n{Output}\n{Error}\n(exit code {Code})";

    /// <summary>Fails the test with all that was said.</summary>
    public ProgramOutput Succeeded()
    {
        Assert.True(Code == 0, All);
        return this;
    }

    public ProgramOutput Says(params IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            Assert.True(Output.Contains(sentence, StringComparison.Ordinal) || Error.Contains(sentence, StringComparison.Ordinal), $"'{sentence}' is missing:\n{All}");
        }

        return this;
    }
}

/// <summary>Starts programs that nobody here wrote, as their users do.</summary>
internal static class Programs
{
    private static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        ["opensc-tool"] = "opensc",
        ["piv-tool"] = "opensc",
        ["scriptor"] = "pcsc-tools",
        ["pkcs15-tool"] = "opensc",
        ["pkcs11-tool"] = "opensc",
        ["yubico-piv-tool"] = "yubico-piv-tool",
        ["openssl"] = "openssl",
        ["curl"] = "curl",
        ["ssh"] = "openssh-client",
        ["ssh-keygen"] = "openssh-client",
        ["sshd"] = "openssh-server",
        ["/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so"] = "opensc-pkcs11",
        ["/usr/lib/x86_64-linux-gnu/libykcs11.so"] = "ykcs11",
        ["/usr/lib/x86_64-linux-gnu/engines-3/pkcs11.so"] = "libengine-pkcs11-openssl",
    };

    /// <summary>Skips the test, with the reason, where this machine lacks any of them.</summary>
    public static void Need(params IEnumerable<string> programs)
    {
        foreach (var program in programs)
        {
            var reason = PcscInstallation.ReasonToSkip(program, Packages[program]);
            Assert.SkipWhen(reason is not null, reason ?? "");
        }
    }

    public static Task<ProgramOutput> RunAsync(PrivatePcscd pcscd, string program, params string[] words) =>
        RunAsync(new Dictionary<string, string>([pcscd.Environment]), program, words);

    public static async Task<ProgramOutput> RunAsync(IReadOnlyDictionary<string, string> variables, string program, params string[] words)
    {
        var start = new ProcessStartInfo(PcscInstallation.Locate(program) ?? program, words);
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var (code, output, error) = await StartedProgram.RunAsync(start);
        return new ProgramOutput($"{program} {string.Join(' ', words)}", code, output, error);
    }
}
