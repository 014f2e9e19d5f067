using System.ComponentModel;
using System.Diagnostics;

namespace CareIdentity.Tool.Doctor;

/// <summary>What a program says of itself.</summary>
internal static class OutputOf
{
    /// <summary>Its first line; null where it is not there or fails.</summary>
    public static async Task<string?> ProgramAsync(string program, string[] words, CancellationToken ct) =>
        await WholeAsync(program, words, ct) is (0, var output) ? output.Split('\n')[0].Trim() : null;

    /// <summary>Its exit code and all it said; null where it is not there.</summary>
    public static async Task<(int Code, string Output)?> WholeAsync(string program, string[] words, CancellationToken ct)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(ct);
            var output = await process.StandardOutput.ReadToEndAsync(ct);
            await error;
            await process.WaitForExitAsync(ct);
            return (process.ExitCode, output);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
