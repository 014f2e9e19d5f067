using System.Diagnostics;
using System.Reflection;

namespace CareIdentity.Bench.Hosts;

/// <summary>The service or the bare host as a process, on a port that the system chose. Stopped by its own id.</summary>
internal sealed class StartedHost : IAsyncDisposable
{
    private readonly Process process;
    private readonly List<string> errors = [];

    private StartedHost(Process process, long started) => (this.process, Started) = (process, started);

    /// <summary>As a person would type it.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Before the process was asked for; a <see cref="Stopwatch"/> timestamp.</summary>
    public long Started { get; }

    public double WorkingSetMB
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>The web host as <c>./cis run</c> starts it, over that data directory; as it was built where nothing was compiled ahead.</summary>
    public static Task<StartedHost> StartServiceAsync(string dataDirectory, string? database = null)
    {
        const string Program = "CareIdentity.Web.dll";
        var project = Path.Combine(Metadata("Repository"), "src", "CareIdentity.Web");
        var built = Path.Combine(project, "bin", Metadata("Configuration"), "net10.0");
        var ahead = Path.Combine(built, "ahead", Program);
        return StartAsync(
            File.Exists(ahead) ? ahead : Path.Combine(built, Program),
            $"--contentRoot={project}",
            $"--DataDirectory={dataDirectory}",
            "--Port=0",
            database is null ? "" : $"--Database={database}");
    }

    public static Task<StartedHost> StartBareAsync() => StartAsync(typeof(StartedHost).Assembly.Location, BareHost.Word);

    public HttpClient Connect() =>
        new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = new Uri(Address) };

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static async Task<StartedHost> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments.Where(argument => argument.Length > 0)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var foreign in start.Environment.Keys.Where(name => name.StartsWith("CIS_", StringComparison.Ordinal)).ToList())
        {
            // What an operator has set for a service of theirs must not reach ours: a database, above all.
            start.Environment.Remove(foreign);
        }

        var process = new Process { StartInfo = start };
        var host = new StartedHost(process, Stopwatch.GetTimestamp());
        process.ErrorDataReceived += (_, line) => host.errors.Add(line.Data ?? "");
        process.Start();
        process.BeginErrorReadLine();
        await host.ReadyAsync();
        return host;
    }

    private async Task ReadyAsync()
    {
        const string Ready = "Ready: ";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Ready, StringComparison.Ordinal))
            {
                Address = line[Ready.Length..];
                return;
            }
        }

        await DisposeAsync();
        throw new WrongAnswerException($"{process.StartInfo.ArgumentList[0]} did not start: {string.Join('\n', errors)}");
    }

    private static string Metadata(string key) =>
        typeof(StartedHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == key).Value!;
}
