using System.Diagnostics;
using System.Reflection;

namespace CareIdentity.EndToEnd;

/// <summary>A training service of this test's own: its process, its data directory, a port that the system chose. Stopped by its own id.</summary>
public sealed class RunningService : IAsyncDisposable
{
    private readonly Process process;
    private readonly string directory;
    private readonly List<string> errors = [];

    private RunningService(Process process, string directory) => (this.process, this.directory) = (process, directory);

    /// <summary>As a person would type it.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Where it keeps its files, the wallet of training cards among them.</summary>
    public string Directory => directory;

    public static string Repository => Metadata("Repository");

    public static string Configuration => Metadata("Configuration");

    public static async Task<RunningService> StartAsync()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("cis-e2e-").FullName;
        var project = Path.Combine(Repository, "src", "CareIdentity.Web");
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet")
            {
                ArgumentList =
                {
                    Path.Combine(project, "bin", Metadata("Configuration"), "net10.0", "CareIdentity.Web.dll"),
                    $"--contentRoot={project}",
                    $"--DataDirectory={directory}",
                    "--Port=0",
                },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        var service = new RunningService(process, directory);
        process.ErrorDataReceived += (_, line) => service.errors.Add(line.Data ?? "");
        process.Start();
        process.BeginErrorReadLine();
        await service.ReadyAsync();
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
        System.IO.Directory.Delete(directory, recursive: true);
    }

    private async Task ReadyAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Ready: ", StringComparison.Ordinal))
            {
                var address = new Uri(line["Ready: ".Length..]);
                Address = $"http://localhost:{address.Port}";
                _ = process.StandardOutput.ReadToEndAsync(); // A pipe that nobody reads fills, and holds up whoever writes into it.
                return;
            }
        }

        throw new InvalidOperationException($"The service did not start: {string.Join('\n', errors)}");
    }

    private static string Metadata(string key) =>
        typeof(RunningService).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(m => m.Key == key).Value!;
}
