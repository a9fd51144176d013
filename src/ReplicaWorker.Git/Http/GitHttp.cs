using System.Net;

namespace ReplicaWorker.Git.Http;

/// <summary>The HTTP client that git servers want; one for the whole process.</summary>
public static class GitHttp
{
    /// <summary>Header section of one response, in KiB. Git servers send a few hundred bytes.</summary>
    private const int MaxResponseHeaderKibibytes = 32;

    /// <param name="connected">Told of each new connection, right before its first request is written.</param>
    public static HttpClient CreateClient(Action? connected = null) =>
        new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,                              // SmartHttp follows, and knows when to leave the credentials behind
            AutomaticDecompression = DecompressionMethods.None,     // packs are compressed already
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxResponseHeadersLength = MaxResponseHeaderKibibytes,
            PlaintextStreamFilter = (connection, _) =>
            {
                connected?.Invoke();
                return ValueTask.FromResult(connection.PlaintextStream);
            },
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15), // proxies close idle connections; a streamed request cannot be replayed
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,                     // silence is what is bounded, not the length of a transfer
            DefaultRequestVersion = HttpVersion.Version11,
        };
}
