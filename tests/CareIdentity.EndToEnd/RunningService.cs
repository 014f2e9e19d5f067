using System.Reflection;
using CareIdentity.Testing;

namespace CareIdentity.EndToEnd;

/// <summary>A training service of this test's own: its process, its data directory, a port that the system chose. Stopped by its own id.</summary>
public sealed class RunningService : IAsyncDisposable
{
    private readonly StartedProgram program;
    private readonly string directory;

    private RunningService(StartedProgram program, string directory) => (this.program, this.directory) = (program, directory);

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
        var program = StartedProgram.Start(
            "dotnet",
            Path.Combine(project, "bin", Metadata("Configuration"), "net10.0", "CareIdentity.Web.dll"),
            $"--contentRoot={project}",
            $"--DataDirectory={directory}",
            "--Port=0");
        var service = new RunningService(program, directory);
        await service.ReadyAsync();
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        System.IO.Directory.Delete(directory, recursive: true);
    }

    private async Task ReadyAsync()
    {
        while (await program.LineAsync() is { } line)
        {
            if (line.StartsWith("Ready: ", StringComparison.Ordinal))
            {
                var address = new Uri(line["Ready: ".Length..]);
                Address = $"http://localhost:{address.Port}";
                program.ReadOn();
                return;
            }
        }

        throw new InvalidOperationException($"The service did not start: {await program.ErrorAsync()}");
    }

    private static string Metadata(string key) =>
        typeof(RunningService).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(m => m.Key == key).Value!;
}
