namespace LocalCloud.Git;

/// <summary>Passes on the response of a fetch with one byte of its pack inverted, or the last byte of its checksum.</summary>
internal sealed class PackCorruptor(ResponseBody into, long? at, bool trailer)
{
    private long _position;
    private byte[]? _held;      // the newest piece of the pack: the last one ends in the checksum

    public async Task CopyAsync(Stream source, CancellationToken cancellation)
    {
        var head = new byte[4];
        while (await source.ReadAtLeastAsync(head, 4, throwOnEndOfStream: false, cancellation) == 4)
        {
            if (head.AsSpan().SequenceEqual("PACK"u8))
            {
                await CopyPlainAsync(head, source, cancellation);
                return;
            }

            var line = await PktLine.ReadAsync(head, source, cancellation);
            if (line.Kind == PktKind.Data && line.Payload.Span[0] == 1)
            {
                await PassHeldAsync(cancellation);
                _held = PktLine.Encode(line.Payload.Span);
                Corrupt(_held, start: 5);
                continue;
            }

            if (line.Kind != PktKind.Data)
            {
                await EndAsync(cancellation);
            }

            await into.WriteAsync(line.ToBytes(), cancellation);
        }

        await EndAsync(cancellation);
    }

    private async Task CopyPlainAsync(byte[] head, Stream source, CancellationToken cancellation)
    {
        var piece = head;
        var buffer = new byte[65_536];
        do
        {
            await PassHeldAsync(cancellation);
            _held = piece;
            Corrupt(_held, start: 0);
            piece = buffer[..await source.ReadAsync(buffer, cancellation)];
        }
        while (piece.Length > 0);

        await EndAsync(cancellation);
    }

    private void Corrupt(byte[] piece, int start)
    {
        if (at is { } offset && offset >= _position && offset < _position + piece.Length - start)
        {
            piece[start + (int)(offset - _position)] ^= 0xff;
        }

        _position += piece.Length - start;
    }

    private async Task EndAsync(CancellationToken cancellation)
    {
        if (trailer && _held is not null)
        {
            _held[^1] ^= 0xff;
        }

        await PassHeldAsync(cancellation);
    }

    private async Task PassHeldAsync(CancellationToken cancellation)
    {
        if (_held is { } piece)
        {
            _held = null;
            await into.WriteAsync(piece, cancellation);
        }
    }
}
