using System.Buffers;

namespace ReplicaWorker.Git.Packs;

/// <summary>Reads a pack once from its source, checks it in flight, and fills every target's tap with it.</summary>
internal sealed class PackRelay(ObjectFormat format, GitLimits limits)
{
    /// <summary>Two of the longest packets: a piece is passed on when another packet might not fit.</summary>
    private const int PieceLength = 128 * 1024;

    private List<PackTap> _taps = [];

    public PackTap AddTap()
    {
        var tap = new PackTap();
        _taps.Add(tap);
        return tap;
    }

    /// <summary>Runs the pack through. On any failure every tap ends in that failure, so no target can complete its request.</summary>
    public async Task<PackSummary> RunAsync(Func<CancellationToken, Task<FetchedPack>> open, CancellationToken stopping)
    {
        try
        {
            await using var pack = await open(stopping);
            using var verifier = new PackVerifier(format);
            await PumpAsync(pack, verifier, stopping);
            _taps.ForEach(tap => tap.End());
            return new PackSummary(verifier.Length, verifier.Objects, [.. pack.Progress]);
        }
        catch (Exception e)
        {
            _taps.ForEach(tap => tap.End(e));
            throw;
        }
    }

    private async Task PumpAsync(FetchedPack pack, PackVerifier verifier, CancellationToken stopping)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PieceLength);
        var filled = 0;

        while (await pack.ReadAsync(stopping) is { IsEmpty: false } bytes)
        {
            if (filled + bytes.Length + format.ByteLength > buffer.Length)
            {
                await PassOnAsync(buffer, filled, stopping);
                buffer = ArrayPool<byte>.Shared.Rent(PieceLength);
                filled = 0;
            }

            filled += verifier.Append(bytes.Span, buffer.AsSpan(filled));
        }

        // Only a pack that is whole gets its last bytes.
        var hash = verifier.Complete();
        if (filled + hash.Length > buffer.Length)
        {
            await PassOnAsync(buffer, filled, stopping);
            buffer = ArrayPool<byte>.Shared.Rent(PieceLength);
            filled = 0;
        }

        hash.CopyTo(buffer.AsMemory(filled));
        await PassOnAsync(buffer, filled + hash.Length, stopping);
    }

    private async Task PassOnAsync(byte[] buffer, int length, CancellationToken stopping)
    {
        var piece = new PackPiece(buffer, length, _taps.Count);
        var remaining = new List<PackTap>(_taps.Count);
        foreach (var tap in _taps)
        {
            // The only reader left may take its time: nobody waits for it.
            var patience = _taps.Count == 1 ? Timeout.InfiniteTimeSpan : limits.Patience;
            if (await tap.OfferAsync(piece, patience, stopping))
            {
                remaining.Add(tap);
            }
        }

        _taps = remaining.Count > 0
            ? remaining
            : throw new GitTransportException("no target is left to read the pack");
    }
}
