using System.Diagnostics;

namespace CareIdentity.Web.Tests.Hosting;

/// <summary>The service as scripts meet it: a process, its two outputs, its signals and its exit code.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    /// <summary>Only so that a test ends where the service hangs; a machine with much to do takes its time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process process;
    private readonly Task<string> error;

    private ServiceProcess(Process process)
    {
        this.process = process;
        error = process.StandardError.ReadToEndAsync();
    }

    public static ServiceProcess Start(params string[] settings) => Start(new Dictionary<string, string>(), settings);

    /// <summary>With these in its environment as well.</summary>
    public static ServiceProcess Start(IReadOnlyDictionary<string, string> environment, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CareIdentity.Web.dll"), "--contentRoot", ContentRoot(), .. settings])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in new[] { "CIS_DATABASE", "CIS_PORT", "CIS_DATADIRECTORY", "CIS_MODE", "CIS_EMPTY" })
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ServiceProcess(Process.Start(start)!);
    }

    /// <summary>The next line of standard output; null at its end.</summary>
    public async Task<string?> LineAsync() => await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);

    public async Task<Uri> ReadyAsync()
    {
        var line = await LineAsync();
        return line is not null && line.StartsWith("Ready: ", StringComparison.Ordinal)
            ? new Uri(line["Ready: ".Length..])
            : throw new InvalidOperationException($"It said '{line}'. {await error}");
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async Task<(int Code, string Error)> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await error);
    }

    private static string ContentRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "CareIdentity.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "src", "CareIdentity.Web");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}
