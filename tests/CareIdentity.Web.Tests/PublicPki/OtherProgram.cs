using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace CareIdentity.Web.Tests.PublicPki;

/// <summary>A program of somebody else that judges what we made; a skip that names its package where it is not installed.</summary>
internal static class OtherProgram
{
    /// <summary>Everything that it printed, its exit code last.</summary>
    public static async Task<string> RunAsync(string package, string directory, string program, IReadOnlyDictionary<string, string>? environment, params string[] words)
    {
        var start = new ProcessStartInfo(program, words) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed: apt-get install {package}");
            throw;
        }

        using (process)
        {
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            var trouble = await errors;
            await process.WaitForExitAsync();
            return string.Create(CultureInfo.InvariantCulture, $"{output}{trouble}\nexit {process.ExitCode}");
        }
    }
}
