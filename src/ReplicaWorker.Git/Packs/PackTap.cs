using System.Buffers;
using System.Threading.Channels;

namespace ReplicaWorker.Git.Packs;

/// <summary>One target's end of a shared pack: a bounded queue, so a slow target costs two megabytes and no more.</summary>
#pragma warning disable CA1001 // The source below has no timer and no wait handle: there is nothing to release.
internal sealed class PackTap
#pragma warning restore CA1001
{
    private const int Capacity = 16;

    private readonly CancellationTokenSource _broken = new();

    private readonly Channel<PackPiece> _pieces = Channel.CreateBounded<PackPiece>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true });

    /// <summary>Signalled when the pack has failed: a write that a slow target blocks has to be broken off, not waited for.</summary>
    public CancellationToken Broken => _broken.Token;

    /// <summary>Why, once <see cref="Broken"/> is signalled.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Waits for the first bytes, so that a target is not bothered before there is something to send.</summary>
    /// <exception cref="GitException">The source failed before it sent anything.</exception>
    public async Task UntilFlowingAsync(CancellationToken stopping) => await _pieces.Reader.WaitToReadAsync(stopping);

    /// <summary>Passes on the pack to its end.</summary>
    /// <exception cref="GitException">The pack is not whole, or this target fell behind: the request must be abandoned, not completed.</exception>
    public async Task CopyToAsync(Func<ReadOnlyMemory<byte>, ValueTask> write, CancellationToken stopping)
    {
        await foreach (var piece in _pieces.Reader.ReadAllAsync(stopping))
        {
            try
            {
                await write(piece.Bytes);
            }
            finally
            {
                piece.Release();
            }
        }
    }

    /// <summary>The target is gone or needs no more: the source stops filling this tap.</summary>
    public void Close() => _pieces.Writer.TryComplete();

    /// <summary>Nothing more comes: the pack is whole, or <paramref name="why"/> it is not.</summary>
    public void End(Exception? why = null)
    {
        if (_pieces.Writer.TryComplete(why) && why is not null)
        {
            Failure = why;
            _broken.Cancel();
        }
    }

    /// <summary>Queues one piece.</summary>
    /// <param name="piece">Shared with the other taps; released here when it is not taken.</param>
    /// <param name="patience">How long to wait for room; infinite for the only tap.</param>
    /// <param name="stopping">Signalled when the run ends.</param>
    /// <returns>False when the tap is closed, or was let go because it had no room for so long.</returns>
    public async ValueTask<bool> OfferAsync(PackPiece piece, TimeSpan patience, CancellationToken stopping)
    {
        if (_pieces.Writer.TryWrite(piece))
        {
            return true;
        }

        try
        {
            var hasRoom = await _pieces.Writer.WaitToWriteAsync(stopping).AsTask().WaitAsync(patience, stopping);
            if (hasRoom && _pieces.Writer.TryWrite(piece))
            {
                return true;
            }
        }
        catch (TimeoutException)
        {
            End(new GitFellBehindException($"the target took nothing for {patience.TotalSeconds:0} seconds and was let go"));
        }

        piece.Release();
        return false;
    }
}

/// <summary>A stretch of a pack that several targets read; its buffer goes back to the pool with the last of them.</summary>
internal sealed class PackPiece(byte[] buffer, int length, int readers)
{
    private int _readers = readers;

    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    public void Release()
    {
        if (Interlocked.Decrement(ref _readers) == 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
