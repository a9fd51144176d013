namespace ReplicaWorker.Git.Protocol;

/// <summary>Band 1 as a stream, for the report that stands inside it in packets of its own.</summary>
internal sealed class SideBandStream(SideBand sideBand) : ForwardOnlyStream
{
    private ReadOnlyMemory<byte> _rest;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_rest.IsEmpty)
        {
            _rest = await sideBand.ReadAsync(cancellationToken);
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    /// <summary>Reads what hooks still have to say after the report.</summary>
    public async Task DrainAsync(CancellationToken stopping)
    {
        while (!(await sideBand.ReadAsync(stopping)).IsEmpty)
        {
        }
    }
}
