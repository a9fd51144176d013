using System.Buffers;
using System.Net.Sockets;
using System.Threading.Channels;

namespace LocalCloud.Network;

/// <summary>Carries bytes one way, each a fixed time after it came.</summary>
internal sealed class DelayedDirection(
    Socket from, Socket to, TimeSpan delay, long accepted, TimeSpan handshake, TimeProvider time, Action<int> count)
{
    /// <summary>Most bytes under way; with 32 ms that allows a gigabyte a second.</summary>
    public const int Window = Chunk * 512;

    private const int Chunk = 65_536;

    private readonly Channel<(byte[] Bytes, int Length, TimeSpan Due)> _underWay =
        Channel.CreateBounded<(byte[], int, TimeSpan)>(Window / Chunk);

    /// <param name="broken">Ends this direction and the other; cancelled here when a side is gone.</param>
    /// <exception cref="SocketException">A side is gone.</exception>
    public Task RunAsync(CancellationTokenSource broken) => Task.WhenAll(ReceiveAsync(broken.Token), SendAsync(broken));

    private async Task ReceiveAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var bytes = ArrayPool<byte>.Shared.Rent(Chunk);
            int length;
            try
            {
                length = await from.ReceiveAsync(bytes, cancellation);
            }
            catch (SocketException e)
            {
                _underWay.Writer.Complete(e);       // what came before the break is still delivered
                return;
            }

            count(length);

            var sent = time.GetElapsedTime(accepted);
            sent = sent < handshake ? handshake : sent;
            await _underWay.Writer.WriteAsync((bytes, length, sent + delay), cancellation);
            if (length == 0)
            {
                _underWay.Writer.Complete();
                return;
            }
        }
    }

    private async Task SendAsync(CancellationTokenSource broken)
    {
        try
        {
            await foreach (var (bytes, length, due) in _underWay.Reader.ReadAllAsync(broken.Token))
            {
                var wait = due - time.GetElapsedTime(accepted);
                if (wait > TimeSpan.Zero)
                {
                    // Timers count whole milliseconds, and a fraction would be dropped.
                    await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, broken.Token);
                }

                if (length == 0)
                {
                    to.Shutdown(SocketShutdown.Send);
                    return;
                }

                for (var sent = 0; sent < length;)
                {
                    sent += await to.SendAsync(bytes.AsMemory(sent, length - sent), broken.Token);
                }

                ArrayPool<byte>.Shared.Return(bytes);
            }
        }
        catch (SocketException)
        {
            await broken.CancelAsync();
            throw;
        }
    }
}
