using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ReplicaWorker.RealTests.Aws;

/// <summary>A server that gives the answers it was told, one a connection and byte by byte, and keeps what it was asked.</summary>
/// <remarks>Raw sockets, since a web server would not tear its own answers. The last answer repeats.</remarks>
internal sealed class ScriptedServer : IAsyncDisposable
{
    /// <summary>An answer of no bytes: the connection is closed.</summary>
    public const string Cut = "";

    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly Queue<string> _answers;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _serving;

    public ScriptedServer(params string[] answers)
    {
        _answers = new Queue<string>(answers);
        _listener.Start();
        _serving = ServeAsync();
    }

    public ConcurrentQueue<Received> Requests { get; } = new();

    public string Url => $"http://{_listener.LocalEndpoint}/";

    /// <param name="status">Such as <c>400 Bad Request</c>.</param>
    /// <param name="body">Sent whole, with its length.</param>
    /// <param name="headers">Lines, each ended by CR LF.</param>
    public static string Answer(string status, string body, string headers = "") =>
        $"HTTP/1.1 {status}\r\nDate: {TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture)}\r\n"
        + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var connection = await _listener.AcceptTcpClientAsync(_stopping.Token);
            await using var stream = connection.GetStream();

            if (await ReadAsync(stream) is { } request)
            {
                Requests.Enqueue(request);
                var answer = _answers.Count > 1 ? _answers.Dequeue() : _answers.Peek();
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _stopping.Token);
            }
        }
    }

    /// <summary>Null when the caller hung up without a word, as connection pools do.</summary>
    private async Task<Received?> ReadAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        if (await reader.ReadLineAsync(_stopping.Token) is not { } first)
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(_stopping.Token) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        var body = new char[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        if (body.Length > 0) // Reading nothing would wait for something.
        {
            await reader.ReadBlockAsync(body, _stopping.Token);
        }
        return new Received(first, headers, new string(body));
    }

    /// <param name="Line">Method, target and version.</param>
    /// <param name="Headers">By name, in any case.</param>
    /// <param name="Body">ASCII, as our requests are.</param>
    internal sealed record Received(string Line, IReadOnlyDictionary<string, string> Headers, string Body);
}
