using System.Buffers;
using System.Globalization;
using System.Text;

namespace ReplicaWorker.Git.Protocol;

/// <summary>Writes pkt-lines into memory: requests are small but for the pack, which is streamed behind them.</summary>
internal sealed class PktWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public PktWriter Line(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text) + 4;
        if (length > PktLine.MaxLength)
        {
            throw new GitProtocolException($"a line of {length} bytes does not fit a packet");
        }

        Encoding.ASCII.GetBytes(length.ToString("x4", CultureInfo.InvariantCulture), _bytes);
        Encoding.UTF8.GetBytes(text, _bytes);
        return this;
    }

    public PktWriter Flush() => Mark("0000"u8);

    public PktWriter Delimiter() => Mark("0001"u8);

    private PktWriter Mark(ReadOnlySpan<byte> mark)
    {
        _bytes.Write(mark);
        return this;
    }
}
