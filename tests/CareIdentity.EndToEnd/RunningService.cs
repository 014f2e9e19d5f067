using System.Reflection;
using CareIdentity.Testing;

namespace CareIdentity.EndToEnd;

/// <summary>
/// A training service of this test's own: its process, its data directory (a copy of one that a first start has filled), a port that the system
/// chose. Stopped by its own id.
/// </summary>
public sealed class RunningService : IAsyncDisposable
{
    private const string Program = "CareIdentity.Web.dll";

    private static readonly MadeDirectory Population = new(async directory =>
    {
        await using var program = Begin(directory);
        await ReadyAsync(program);
    });

    private readonly StartedProgram program;
    private readonly string directory;

    private RunningService(StartedProgram program, string directory, string address) => (this.program, this.directory, Address) = (program, directory, address);

    /// <summary>As a person would type it.</summary>
    public string Address { get; }

    /// <summary>Where it keeps its files, the wallet of training cards among them.</summary>
    public string Directory => directory;

    public static string Repository => Metadata("Repository");

    public static string Configuration => Metadata("Configuration");

    public static async Task<RunningService> StartAsync()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("cis-e2e-").FullName;
        await Population.CopyToAsync(directory);
        var program = Begin(directory);
        return new RunningService(program, directory, await ReadyAsync(program));
    }

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        System.IO.Directory.Delete(directory, recursive: true);
    }

    private static StartedProgram Begin(string directory)
    {
        var project = Path.Combine(Repository, "src", "CareIdentity.Web");
        var built = Path.Combine(project, "bin", Configuration, "net10.0");
        var ahead = Path.Combine(built, "ahead", Program);
        return StartedProgram.Start(
            "dotnet",
            File.Exists(ahead) ? ahead : Path.Combine(built, Program),
            $"--contentRoot={project}",
            $"--DataDirectory={directory}",
            "--Port=0");
    }

    private static async Task<string> ReadyAsync(StartedProgram program)
    {
        while (await program.LineAsync() is { } line)
        {
            if (line.StartsWith("Ready: ", StringComparison.Ordinal))
            {
                var address = new Uri(line["Ready: ".Length..]);
                program.ReadOn();
                return $"http://localhost:{address.Port}";
            }
        }

        throw new InvalidOperationException($"The service did not start: {await program.ErrorAsync()}");
    }

    private static string Metadata(string key) =>
        typeof(RunningService).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(m => m.Key == key).Value!;
}
