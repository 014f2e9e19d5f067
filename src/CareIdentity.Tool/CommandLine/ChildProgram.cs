using System.Diagnostics;

namespace CareIdentity.Tool.CommandLine;

/// <summary>Another program, on the same terminal but without input; stopped with us.</summary>
internal static class ChildProgram
{
    public static string Built(string root, string project, string name) =>
        Path.Combine(root, project, "bin", "Release", "net10.0", $"{name}.dll");

    public static async Task<int> RunAsync(string program, IEnumerable<string> words, CancellationToken ct, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardInput = true };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new ToolFailure($"{program} did not start.");
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(ct);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public static bool IsOnPath(string program) => Locate(program) is not null;

    public static string? Locate(string program) =>
        SearchPath().Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>On the path, or where a server's programs are kept off it.</summary>
    public static bool IsInstalled(string program) => IsOnPath(program) || File.Exists($"/usr/sbin/{program}");

    private static string[] SearchPath() =>
#pragma warning disable RS0030 // The tool is a host.
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
#pragma warning restore RS0030
}
