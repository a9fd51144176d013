namespace LocalCloud.Git;

/// <summary>The connection broke, or a fault cut it, before the request was complete.</summary>
#pragma warning disable CA1064 // Never leaves this assembly.
internal sealed class RequestCutException(string message, Exception? cause = null) : Exception(message, cause);
#pragma warning restore CA1064

/// <summary>The body of a request as it comes off the wire: counted, and slowed and cut as the faults say.</summary>
/// <remarks>A body that ends before its HTTP framing does is an exception, never an end of stream.</remarks>
internal sealed class RequestBody(Stream wire, TimeProvider time) : ForwardStream
{
    private const int ReadsPerSecond = 20;

    private GitRequest? _entry;
    private long _read;
    private int? _bytesPerSecond;
    private long _cutAfter = long.MaxValue;

    /// <summary>Counts into <paramref name="entry"/> and obeys <paramref name="faults"/> from now on. What was read before counts too.</summary>
    public void Attach(GitRequest entry, StruckBy faults)
    {
        entry.CountRequest((int)_read);
        _entry = entry;
        _bytesPerSecond = faults.RequestBytesPerSecond;
        _cutAfter = faults.CutRequestAfter ?? long.MaxValue;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_read >= _cutAfter)
        {
            throw new RequestCutException("a fault cuts the request");
        }

        buffer = buffer[..(int)Math.Min(buffer.Length, _cutAfter - _read)];

        if (_bytesPerSecond is { } rate)
        {
            buffer = buffer[..Math.Min(buffer.Length, Math.Max(1, rate / ReadsPerSecond))];
        }

        var got = await ReadWireAsync(buffer, cancellationToken);
        _read += got;
        _entry?.CountRequest(got);

        if (_bytesPerSecond is { } pace)
        {
            await Task.Delay(TimeSpan.FromSeconds((double)got / pace), time, cancellationToken);
        }

        return got;
    }

    private async ValueTask<int> ReadWireAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            return await wire.ReadAsync(buffer, cancellation);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)     // BadHttpRequestException is an IOException
        {
            throw new RequestCutException("the request ends before its body does", e);
        }
    }
}
