namespace ReplicaWorker.Hosting.Output;

/// <summary>Writes whole lines, each in one piece, to a stream that may be gone.</summary>
/// <param name="stream">Standard output, or standard error when a report goes to standard output. Never buffered: a crash loses nothing.</param>
internal sealed class LineWriter(Stream stream)
{
    private readonly Lock _lock = new();
    private bool _closed;

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
            try
            {
                stream.Write(line);
                stream.Flush();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                // Whoever read us has gone, or the disk is full. Replicating goes on; the exit code is still heard.
            }
        }
    }
}
