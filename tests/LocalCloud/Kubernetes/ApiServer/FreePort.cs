using System.Net;
using System.Net.Sockets;

namespace LocalCloud.Kubernetes.ApiServer;

/// <summary>For programs that cannot take port 0 and say which one they got.</summary>
internal static class FreePort
{
    /// <summary>Free a moment ago: whoever starts on it must be ready to lose it to somebody else.</summary>
    public static int Next()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
