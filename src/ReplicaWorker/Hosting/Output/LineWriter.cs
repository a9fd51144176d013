namespace ReplicaWorker.Hosting.Output;

/// <summary>Writes whole lines, each in one piece, to a stream that may be gone.</summary>
/// <param name="stream">Standard output, or standard error when a report goes to standard output. Never buffered: a crash loses nothing.</param>
internal sealed class LineWriter(Stream stream)
{
    private readonly Lock _lock = new();
    private Stream _stream = stream;
    private byte[] _status = [];
    private bool _closed;

    /// <summary>Begins the terminal's current line anew.</summary>
    private static ReadOnlySpan<byte> Erase => "\r\e[K"u8;

    /// <summary>What stands below the last line, at a terminal only: how far long work is. The next one takes its place; lines go above it.</summary>
    /// <param name="text">One line without its end; empty: nothing.</param>
    public void ShowStatus(string text)
    {
        lock (_lock)
        {
            if (!_closed)
            {
                _status = System.Text.Encoding.UTF8.GetBytes(text);
                Put([.. Erase, .. _status]);
            }
        }
    }

    /// <summary>What is written from now on goes there.</summary>
    public void MoveTo(Stream other)
    {
        lock (_lock)
        {
            _stream = other;
        }
    }

    /// <param name="line">UTF-8 with its line end.</param>
    public void Write(ReadOnlySpan<byte> line) => Write(line, last: false);

    /// <summary>Writes the last line: what an abandoned module still has to say after it is dropped.</summary>
    public void Close(ReadOnlySpan<byte> line) => Write(line, last: true);

    private void Write(ReadOnlySpan<byte> line, bool last)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _closed = last;
            Put(_status.Length == 0 ? line : [.. Erase, .. line, .. _status]);
        }
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Write(bytes);
            _stream.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Whoever read us has gone, or the disk is full. Replicating goes on; the exit code is still heard.
        }
    }
}
