using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using CareIdentity.Data;
using CareIdentity.Data.Schema;
using Microsoft.AspNetCore.Connections;

namespace CareIdentity.Web.Hosting;

/// <summary>From nothing to the line that says where to look, in that order: port free, data directory, schema, port taken, first answer.</summary>
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
            await ServiceSetUp.MakeAsync(service.Services, stopping);
            await pages;
            await ListenAsync(service, settings.Port);
            await ReadyLine.WriteAsync(service, Console.Out, stopping);
            await service.Services.GetRequiredService<WorkBegins>().BeginAsync(isServing: ReadyLine.Addresses(service) is not null, stopping);
            await service.WaitForShutdownAsync(CancellationToken.None);
            return 0;
        }
        catch (StartRefusedException refused)
        {
            await Console.Error.WriteLineAsync($"The service did not start. {refused.Message}");
            return 1;
        }
        finally
        {
            await service.DisposeAsync();
        }
    }

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

    private static async Task ListenAsync(WebApplication service, int port)
    {
        try
        {
            await service.StartAsync();
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw PortInUse(port);
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
