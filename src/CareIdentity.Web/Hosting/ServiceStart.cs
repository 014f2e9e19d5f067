using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using CareIdentity.Data;
using CareIdentity.Data.Schema;
using Microsoft.AspNetCore.Connections;

namespace CareIdentity.Web.Hosting;

/// <summary>From nothing to the line that says where to look, in that order: port free, data directory, schema, port taken beside the rest of the set-up, first answer.</summary>
public static class ServiceStart
{
    /// <summary>Runs until the service is told to stop. Gives the exit code: 1 where it could not start, with the reason on standard error.</summary>
    public static async Task<int> RunServiceAsync(this WebApplication service)
    {
        try
        {
            var settings = service.Services.GetRequiredService<HostSettings>();
            var stopping = service.Lifetime.ApplicationStopping;
            if (ReadyLine.Addresses(service) is not null)
            {
                RefusePortInUse(settings.Port);
            }

            CreateDataDirectory(settings.DataDirectory);
            var (slow, pages) = (ServiceSetUp.BeginAsync(service.Services), ServiceSetUp.FindPagesAsync(service));
            await ApplySchemaAsync(settings.Database, service.Services.GetRequiredService<TimeProvider>(), stopping);
            await slow;
            await ServiceSetUp.MakePopulationAsync(service.Services, stopping);
            var made = MakeAsync(service, stopping);
            if (ReadyLine.Addresses(service) is null)
            {
                await made; // A test's server: whoever has it begins at once.
            }

            await Task.WhenAll(made, ListenAsync(service, pages, settings.Port, stopping));
            await ReadyLine.WriteAsync(service, Console.Out);
            await service.Services.GetRequiredService<WorkBegins>().BeginAsync(isServing: ReadyLine.Addresses(service) is not null, stopping);
            await service.WaitForShutdownAsync(CancellationToken.None);
            return 0;
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteLineAsync($"The service did not start. {refused.Message}");
            return 1;
        }
        catch (Exception e) when (OfDatabase(e) is { } trouble)
        {
            await Console.Error.WriteLineAsync($"The service did not start. The database {service.Services.GetRequiredService<HostSettings>().Database} could not be set up: {trouble.Message.Split('\n')[0]}");
            return 1;
        }
        catch (OperationCanceledException) when (service.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return 0; // Told to stop before it was ready: not a failure.
        }
        finally
        {
            await service.DisposeAsync();
        }
    }

    /// <summary>What the engine or the way to it says; whatever Entity Framework takes to be passing it has put into words of its own.</summary>
    private static DbException? OfDatabase(Exception e) => e as DbException ?? (e as InvalidOperationException)?.InnerException as DbException;

    private static void CreateDataDirectory(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The data directory {path} cannot be created: {e.Message}");
        }
    }

    private static async Task ApplySchemaAsync(DatabaseAddress database, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            await using var connection = await database.OpenAsync(ct);
            await new SchemaRunner(database.Engine, clock).ApplyAsync(connection, ct);
        }
        catch (SchemaRefusedException refused)
        {
            throw new StartRefusedException($"{refused.Message} ({refused.Code}; {database})");
        }
        catch (DbException e)
        {
            throw new StartRefusedException($"The database {database} cannot be opened: {e.Message}");
        }
    }

    /// <summary>On a thread of its own: SQLite has no asynchronous calls, so that it would be over before anything else begins.</summary>
    private static Task MakeAsync(WebApplication service, CancellationToken ct) => Task.Run(
        async () =>
        {
            var gate = service.Services.GetRequiredService<StartGate>();
            try
            {
                await ServiceSetUp.MakeAsync(service.Services, ct);
                gate.Open();
            }
            finally
            {
                gate.Shut();
            }
        },
        CancellationToken.None);

    /// <summary>Listens, and has answered once when it is done; whoever asks meanwhile waits at the gate.</summary>
    private static async Task ListenAsync(WebApplication service, Task pages, int port, CancellationToken ct)
    {
        await pages;
        try
        {
            await service.StartAsync(CancellationToken.None);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw PortInUse(port);
        }

        if (ReadyLine.Addresses(service) is not null)
        {
            await Task.WhenAll(FirstPage.DrawAsync(service, ct), ReadyLine.AskAsync(service, ct));
        }
    }

    /// <summary>Asked first, so that a second start beside a running one ends in one sentence before it touches the database.</summary>
    private static void RefusePortInUse(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            probe.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            throw PortInUse(port);
        }
        catch (SocketException e)
        {
            throw new StartRefusedException($"Port {port} cannot be listened on: {e.Message}. Choose another: --port N");
        }
    }

    private static StartRefusedException PortInUse(int port) =>
        new($"Port {port} is already in use, perhaps by this service. Stop what uses it, or choose another: --port N");
}
