using CareIdentity.Cards.Piv;
using CareIdentity.Testing.Readers;

namespace CareIdentity.Tests.Cards.Programs;

/// <summary>OpenSSH: the server knows the public key, the card holds the private one.</summary>
[Trait("layer", "programs")]
public sealed class SshLoginTests
{
    /// <summary>Root's sshd wants a directory below /run that only a running system has: it gets one of its own that nobody else sees.</summary>
    private const string WithItsDirectory = "mount -t tmpfs none /run && mkdir -m 755 /run/sshd && exec \"$@\"";

    [Theory]
    [InlineData(PivAlgorithm.EccP256, "ecdsa-sha2-nistp256 ")]
    [InlineData(PivAlgorithm.EccP384, "ecdsa-sha2-nistp384 ")]
    [InlineData(PivAlgorithm.Rsa2048, "ssh-rsa ")]
    public async Task The_card_opens_a_real_login_and_the_wrong_passcode_does_not(PivAlgorithm algorithm, string kind)
    {
        Programs.Need("ssh", "ssh-keygen", "sshd", Pkcs11ToolTests.Module);
        await using var desk = await CardDesk.OpenAsync();
        using var certificate = await desk.GiveKeyAsync(PivSlot.Authentication, algorithm);

        var listed = (await desk.RunAsync("ssh-keygen", "-D", Pkcs11ToolTests.Module)).Succeeded();
        Assert.StartsWith(kind, listed.Output, StringComparison.Ordinal);
        var proxy = await ServerAsync(desk, listed.Output);

        var refused = await LoginAsync(desk, proxy, "654321");
        Assert.NotEqual(0, refused.Code);
        var login = await LoginAsync(desk, proxy, "123456");

        Assert.Equal("the card was here\n", login.Succeeded().Output);
        login.Says("Accepted publickey for");
    }

    /// <summary>A server for one connection, which ssh itself starts and talks to over a pipe: no port, and nothing to be left running.</summary>
    private static async Task<string> ServerAsync(CardDesk desk, string authorized)
    {
        (await desk.RunAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", desk.PathOf("host"))).Succeeded();
        var settings = desk.Write("sshd_config", $"""
            HostKey {desk.PathOf("host")}
            AuthorizedKeysFile {desk.Write("authorized", authorized)}
            AuthenticationMethods publickey
            StrictModes no
            UsePAM no
            PermitRootLogin yes

            """);
        string[] server = [PcscInstallation.Locate("sshd")!, "-i", "-e", "-f", settings];
        return string.Join(' ', Environment.IsPrivilegedProcess
            ? [.. PcscInstallation.OwnMounts(), "/bin/sh", "-c", $"'{WithItsDirectory}'", "sh", .. server]
            : server);
    }

    private static Task<ProgramOutput> LoginAsync(CardDesk desk, string proxy, string passcode)
    {
        var ask = desk.Write("ask", $"#!/bin/sh\necho {passcode}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(ask, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }

        (desk.Variables["SSH_ASKPASS"], desk.Variables["SSH_ASKPASS_REQUIRE"]) = (ask, "force");
        return desk.RunAsync(
            "ssh", "-F", "none", "-I", Pkcs11ToolTests.Module, "-o", $"ProxyCommand={proxy}", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
            "-o", "GlobalKnownHostsFile=/dev/null", "-o", "IdentityFile=none", "-o", "PreferredAuthentications=publickey", "-o", "NumberOfPasswordPrompts=1",
            $"{Environment.UserName}@card", "echo the card was here");
    }
}
