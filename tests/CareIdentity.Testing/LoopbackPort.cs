using System.Net;
using System.Net.Sockets;

namespace CareIdentity.Testing;

/// <summary>Ports for programs that cannot be told to take a free one themselves.</summary>
public static class LoopbackPort
{
    /// <summary>One that was free a moment ago.</summary>
    public static int Free()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
