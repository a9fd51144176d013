using System.Globalization;

namespace ReplicaWorker.Git.Protocol;

/// <summary>Reads pkt-lines from a response. Holds one packet at most, so memory does not depend on what the server sends.</summary>
internal sealed class PktReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[PktLine.MaxLength + 4];
    private int _start;
    private int _end;

    /// <summary>The next packet, or <see cref="PktKind.EndOfStream"/>.</summary>
    /// <exception cref="GitProtocolException">Not a pkt-line, or longer than the protocol allows.</exception>
    /// <exception cref="GitTransportException">The stream ends inside a packet.</exception>
    public async ValueTask<PktLine> ReadAsync(CancellationToken stopping)
    {
        if (!await FillAsync(4, stopping))
        {
            return _start == _end
                ? new PktLine(PktKind.EndOfStream, default)
                : throw Truncated();
        }

        if (!int.TryParse(_buffer.AsSpan(_start, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length))
        {
            throw new GitProtocolException("the server's answer is not in git's packet format");
        }

        if (length < 4)
        {
            _start += 4;
            return new PktLine(
                length switch
                {
                    0 => PktKind.Flush,
                    1 => PktKind.Delimiter,
                    2 => PktKind.ResponseEnd,
                    _ => throw new GitProtocolException($"a packet of length {length}"),
                },
                default);
        }

        if (length > PktLine.MaxLength)
        {
            throw new GitProtocolException($"a packet of {length} bytes, over the protocol's {PktLine.MaxLength}");
        }

        if (!await FillAsync(length, stopping))
        {
            throw Truncated();
        }

        var payload = _buffer.AsMemory(_start + 4, length - 4);
        _start += length;
        return new PktLine(PktKind.Data, payload);
    }

    /// <summary>The next packet; a server's <c>ERR</c> line, which may stand anywhere, becomes an exception.</summary>
    /// <exception cref="GitRemoteException">The server refused.</exception>
    public async ValueTask<PktLine> ReadLineAsync(CancellationToken stopping)
    {
        var line = await ReadAsync(stopping);
        return line.IsData && line.Payload.Span.StartsWith("ERR "u8)
            ? throw new GitRemoteException("the server refused: " + Printable.Line(line.Text[4..]))
            : line;
    }

    /// <summary>Whether the next bytes are <paramref name="mark"/> (four bytes), which stays unread.</summary>
    public async ValueTask<bool> IsNextAsync(ReadOnlyMemory<byte> mark, CancellationToken stopping) =>
        await FillAsync(mark.Length, stopping) && _buffer.AsSpan(_start, mark.Length).SequenceEqual(mark.Span);

    /// <summary>The payload of the next packet, which stays unread; null unless it is a data packet.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> PeekDataAsync(CancellationToken stopping)
    {
        var line = await ReadAsync(stopping);
        if (!line.IsData)
        {
            return null;
        }

        _start -= line.Payload.Length + 4;
        return line.Payload;
    }

    /// <summary>What follows, without framing; empty at the end of the stream. Valid until the next read.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadRawAsync(CancellationToken stopping)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = await stream.ReadAsync(_buffer, stopping);
        }

        var rest = _buffer.AsMemory(_start, _end - _start);
        _start = _end;
        return rest;
    }

    private static GitTransportException Truncated() => new("the server's answer was cut off");

    /// <summary>Makes <paramref name="count"/> bytes available, or returns false when the stream ends before.</summary>
    private async ValueTask<bool> FillAsync(int count, CancellationToken stopping)
    {
        if (_start + count > _buffer.Length)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        while (_end - _start < count)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), stopping);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }
}
