using System.Diagnostics;
using System.Runtime.Versioning;
using CareIdentity.Testing;
using Xunit;

namespace CareIdentity.Tests.Tool;

/// <summary>What <c>./cis</c> says before anything is built.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EntryScriptTests : IDisposable
{
    private readonly DirectoryInfo elsewhere = Directory.CreateTempSubdirectory("cis-script-");

    [Fact]
    public async Task Help_needs_nothing_installed_and_works_from_anywhere_and_through_a_link()
    {
        var link = Path.Combine(elsewhere.FullName, "care");
        File.CreateSymbolicLink(link, Script());

        var (code, output, error) = await RunAsync(link, ["help"], OnlyBasics());

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("./cis run [--port N] [--data DIR] [--database URL] [--empty]", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("help me")]
    public async Task No_command_and_a_word_too_many_are_wrong_use(string line)
    {
        var (code, output, error) = await RunAsync(Script(), line.Split(' ', StringSplitOptions.RemoveEmptyEntries), OnlyBasics());

        Assert.Equal((2, ""), (code, output));
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task Without_the_SDK_it_says_so_and_how_to_install_it()
    {
        var (code, output, error) = await RunAsync(Script(), ["run"], OnlyBasics());

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("cis: The .NET 10 SDK is not installed or not on the path. Install it:\n  curl ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_SDK_is_not_enough()
    {
        var path = OnlyBasics();
        var dotnet = Path.Combine(path, "dotnet");
        await File.WriteAllTextAsync(dotnet, "#!/bin/sh\necho '8.0.100 [/usr/share/dotnet/sdk]'\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var (code, _, error) = await RunAsync(Script(), ["test"], path);

        Assert.Equal(1, code);
        Assert.StartsWith("cis: The .NET 10 SDK is not installed", error, StringComparison.Ordinal);
    }

    public void Dispose() => elsewhere.Delete(recursive: true);

    private static string Script()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "cis")) || !File.Exists(Path.Combine(folder.FullName, "CareIdentity.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "cis");
    }

    /// <summary>A machine with nothing but the basic programs.</summary>
    private string OnlyBasics()
    {
        var path = elsewhere.CreateSubdirectory("bin").FullName;
        foreach (var program in new[] { "bash", "cat", "dirname", "env", "grep", "mkdir", "readlink" })
        {
            File.CreateSymbolicLink(Path.Combine(path, program), new[] { "/usr/bin", "/bin" }.Select(folder => Path.Combine(folder, program)).First(File.Exists));
        }

        return path;
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string script, string[] words, string path)
    {
        var start = new ProcessStartInfo("/bin/bash", [script, .. words]) { WorkingDirectory = elsewhere.FullName };
        start.Environment["PATH"] = path;
        start.Environment["HOME"] = elsewhere.FullName;
        start.Environment.Remove("DOTNET_ROOT");
        var (code, output, error) = await StartedProgram.RunAsync(start);
        return (code, output, error);
    }
}
