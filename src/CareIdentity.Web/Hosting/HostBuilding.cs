using System.Net;
using System.Net.Sockets;
using CareIdentity.Data;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Console;

namespace CareIdentity.Web.Hosting;

/// <summary>What every part of the service stands on: its settings, the clock, the log, the address.</summary>
public static class HostBuilding
{
    /// <summary>False where the settings have no meaning; standard error then says why.</summary>
    public static bool TryAddHosting(this WebApplicationBuilder builder)
    {
        HostSettings settings;
        try
        {
            HostSettings.UseOnlyOwnEnvironment(builder.Configuration);
            settings = HostSettings.Read(builder.Configuration);
        }
        catch (StartRefusedException refused)
        {
            Console.Error.WriteLine($"The service did not start. {refused.Message}");
            return false;
        }

        if (settings.Port == 0)
        {
            settings = settings with { ChosenPort = builder.HoldPort() };
        }

        // Standard output is for the one line that scripts wait for.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // It warns that its keys lie unencrypted in the database: they protect forms, and who reads the database needs no form.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, settings.Port));
        // What a connection brings goes to whichever thread is free, without a queue of its own before that: the slowest OCSP answers come in two thirds of the time.
        builder.WebHost.UseSockets(transport => transport.IOQueueCount = 0);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<WorkBegins>().AddSingleton<StartGate>();
        builder.Services.AddDatabase(settings.Database);
        builder.BeginEarly(settings);
        return true;
    }

    /// <summary>What takes longest and waits for nothing but the settings goes on beside the rest: putting the host together keeps only one core busy.</summary>
    private static void BeginEarly(this WebApplicationBuilder builder, HostSettings settings)
    {
        var keys = new ServiceKeys(settings, builder.Configuration);
        keys.Begin();
        builder.Services.AddSingleton(keys).AddSingleton(new EarlyModel(settings.Database));
    }

    /// <summary>Takes a free port before anything is written that names it, and keeps it until Kestrel listens there.</summary>
    private static int HoldPort(this WebApplicationBuilder builder)
    {
        var held = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        held.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        builder.WebHost.UseSockets(transport => transport.CreateBoundListenSocket = endpoint =>
            endpoint is IPEndPoint { Port: 0 } ? held : SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint));
        return ((IPEndPoint)held.LocalEndPoint!).Port;
    }

    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        if (port == 0)
        {
            kestrel.Listen(IPAddress.Loopback, 0); // "localhost" is two addresses, which cannot be given one free port.
        }
        else
        {
            kestrel.ListenLocalhost(port);
        }
    }
}
