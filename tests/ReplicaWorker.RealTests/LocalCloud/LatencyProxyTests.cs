using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LocalCloud.Network;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud;

/// <summary>Distance costs time, not throughput.</summary>
public sealed class LatencyProxyTests
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(65);

    [Test]
    public async Task A_question_takes_one_round_trip_and_a_new_connection_one_more()
    {
        await using var far = await FarAsync(EchoAsync);
        using var client = new TcpClient { NoDelay = true };
        var answer = new byte[4];

        var clock = Stopwatch.StartNew();
        await client.ConnectAsync(IPAddress.Loopback, far.Proxy.Address.Port);
        await client.GetStream().WriteAsync("ping"u8.ToArray());
        await client.GetStream().ReadExactlyAsync(answer);
        var first = clock.Elapsed;

        clock.Restart();
        await client.GetStream().WriteAsync("pong"u8.ToArray());
        await client.GetStream().ReadExactlyAsync(answer);

        Assert.Multiple(() =>
        {
            Assert.That(first, Is.InRange(RoundTrip * 2, RoundTrip * 5));       // the upper bounds leave room for a busy machine
            Assert.That(clock.Elapsed, Is.InRange(RoundTrip, RoundTrip * 4));
            Assert.That(answer, Is.EqualTo("pong"u8.ToArray()));
            Assert.That((far.Proxy.BytesToTarget, far.Proxy.BytesFromTarget, far.Proxy.Connections), Is.EqualTo((8, 8, 1)));
        });
    }

    [Test]
    public async Task A_long_stream_passes_at_nearly_full_speed()
    {
        const int Size = 64 << 20;
        await using var far = await FarAsync(async stream =>
        {
            await stream.WriteAsync(new byte[Size]);
        });
        using var client = new TcpClient();

        var clock = Stopwatch.StartNew();
        await client.ConnectAsync(IPAddress.Loopback, far.Proxy.Address.Port);
        await client.GetStream().ReadExactlyAsync(new byte[Size]);

        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
        Assert.That(far.Proxy.BytesFromTarget, Is.EqualTo(Size));
    }

    [Test]
    public async Task The_end_of_one_direction_is_passed_on_alone()
    {
        await using var far = await FarAsync(EchoAsync);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, far.Proxy.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync("last"u8.ToArray());
        client.Client.Shutdown(SocketShutdown.Send);

        using var all = new MemoryStream();
        await stream.CopyToAsync(all);

        Assert.That(all.ToArray(), Is.EqualTo("last"u8.ToArray()));
    }

    [Test]
    public async Task A_reset_is_passed_on_as_a_reset()
    {
        await using var far = await FarAsync(async stream =>
        {
            await stream.ReadExactlyAsync(new byte[1]);
            stream.Socket.LingerState = new LingerOption(enable: true, seconds: 0);
            stream.Socket.Close();
        });
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, far.Proxy.Address.Port);
        await client.GetStream().WriteAsync(new byte[1]);

        Assert.That(async () => await client.GetStream().ReadAsync(new byte[1]), Throws.InstanceOf<IOException>());
    }

    private static async Task EchoAsync(NetworkStream stream) => await stream.CopyToAsync(stream);

    private static async Task<Far> FarAsync(Func<NetworkStream, Task> serve)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            await serve(client.GetStream());
        });
        var proxy = await LatencyProxy.StartAsync(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), RoundTrip);
        return new(proxy, listener, serving);
    }

    private sealed record Far(LatencyProxy Proxy, TcpListener Listener, Task Serving) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Proxy.DisposeAsync();
            Listener.Dispose();
            try
            {
                await Serving;
            }
            catch (IOException)
            {
                // The test closed its side while the server still listened.
            }
        }
    }
}
