using System.Diagnostics;
using System.Globalization;

namespace CareIdentity.Tests.Pki;

/// <summary>The openssl command in a directory of its own; a skip that names it where it is not installed.</summary>
internal sealed class OpenSsl : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("cis-openssl-").FullName;

    public static OpenSsl Here()
    {
        try
        {
            using var version = Process.Start(new ProcessStartInfo("openssl", "version") { RedirectStandardOutput = true });
            version!.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Xunit.Assert.Skip("The openssl command is not installed.");
        }

        return new OpenSsl();
    }

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(_directory, name), text);

    public void Write(string name, ReadOnlyMemory<byte> octets) => File.WriteAllBytes(Path.Combine(_directory, name), octets.ToArray());

    public byte[] Read(string name) => File.ReadAllBytes(Path.Combine(_directory, name));

    /// <summary>Everything that the command printed, its exit code last.</summary>
    public string Run(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments)
        {
            WorkingDirectory = _directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return string.Create(CultureInfo.InvariantCulture, $"{output}{errors.Result}\nexit {process.ExitCode}");
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
