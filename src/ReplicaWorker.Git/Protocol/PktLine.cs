using System.Text;

namespace ReplicaWorker.Git.Protocol;

internal enum PktKind
{
    Data,

    /// <summary><c>0000</c>: the end of a message.</summary>
    Flush,

    /// <summary><c>0001</c>: the end of a section (protocol v2).</summary>
    Delimiter,

    /// <summary><c>0002</c>: the end of a response (protocol v2, stateless).</summary>
    ResponseEnd,

    /// <summary>The stream ended between two packets.</summary>
    EndOfStream,
}

/// <summary>One packet of the pkt-line framing (gitprotocol-common(5)).</summary>
/// <param name="Kind">Data, or one of the marks.</param>
/// <param name="Payload">The data; valid only until the next packet is read.</param>
internal readonly record struct PktLine(PktKind Kind, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Longest packet, its four length digits included.</summary>
    public const int MaxLength = 65_520;

    public bool IsData => Kind == PktKind.Data;

    /// <summary>The payload as text, without the newline that text packets may end with.</summary>
    public string Text
    {
        get
        {
            var span = Payload.Span;
            return Encoding.UTF8.GetString(span is [.. var line, (byte)'\n'] ? line : span);
        }
    }
}
