using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LocalCloud.Network;

/// <summary>A TCP proxy that puts a server further away: every byte takes half a round trip, a new connection a whole one more.</summary>
/// <remarks>
/// Chunks are stamped when they arrive and sent when they are due, so any number of them is under way at once, and throughput
/// stays what the loopback gives, up to <see cref="DelayedDirection.Window"/> bytes in flight.
/// </remarks>
public sealed class LatencyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, byte> _open = new();
    private readonly Uri _target;
    private readonly TimeSpan _roundTrip;
    private readonly TimeProvider _time;
    private Task _accepting = Task.CompletedTask;
    private long _toTarget;
    private long _fromTarget;
    private int _connections;

    private LatencyProxy(Uri target, TimeSpan roundTrip, TimeProvider time)
    {
        (_target, _roundTrip, _time) = (target, roundTrip, time);
        _listener.Start();
        Address = new UriBuilder(target) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
    }

    /// <summary>The target's URL, by way of this proxy.</summary>
    public Uri Address { get; }

    /// <summary>Bytes received from clients, HTTP headers and chunk framing included.</summary>
    public long BytesToTarget => Interlocked.Read(ref _toTarget);

    /// <summary>Bytes received from the target, HTTP headers and chunk framing included.</summary>
    public long BytesFromTarget => Interlocked.Read(ref _fromTarget);

    /// <summary>Connections accepted.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Listens on a free port of 127.0.0.1.</summary>
    /// <param name="target">Whose host and port to forward to. A path is kept in <see cref="Address"/>, and otherwise ignored.</param>
    /// <param name="roundTrip">The added time, both directions together. Zero only counts.</param>
    /// <param name="time">The clock that delays.</param>
    public static Task<LatencyProxy> StartAsync(Uri target, TimeSpan roundTrip, TimeProvider? time = null)
    {
        var proxy = new LatencyProxy(target, roundTrip, time ?? TimeProvider.System);
        proxy._accepting = proxy.AcceptAsync();
        return Task.FromResult(proxy);
    }

    public void ResetCounters()
    {
        Interlocked.Exchange(ref _toTarget, 0);
        Interlocked.Exchange(ref _fromTarget, 0);
        Volatile.Write(ref _connections, 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_open.Keys);
        _stopping.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptSocketAsync(_stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            Interlocked.Increment(ref _connections);
            var serving = ServeAsync(client);
            _open.TryAdd(serving, 0);
            _ = serving.ContinueWith(done => _open.TryRemove(done, out _), TaskScheduler.Default);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var target = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        using (client)
        {
            client.NoDelay = true;
            try
            {
                var accepted = _time.GetTimestamp();
                await target.ConnectAsync(_target.Host, _target.Port, _stopping.Token);

                // A real client could not send before its handshake was over: what it sends earlier counts as sent then.
                var half = _roundTrip / 2;
                var there = new DelayedDirection(client, target, half, accepted, _roundTrip, _time, n => Interlocked.Add(ref _toTarget, n));
                var back = new DelayedDirection(target, client, half, accepted, TimeSpan.Zero, _time, n => Interlocked.Add(ref _fromTarget, n));
                await Task.WhenAll(there.RunAsync(broken), back.RunAsync(broken));
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // One side is gone: a reset, not an orderly end, is what the other must see.
                client.LingerState = target.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        }
    }
}
