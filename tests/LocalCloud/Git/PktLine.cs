using System.Globalization;
using System.Text;

namespace LocalCloud.Git;

internal enum PktKind { Data, Flush, Delimiter, ResponseEnd }

/// <summary>One packet of git's framing: four hexadecimal digits of length, which counts itself, and the payload.</summary>
/// <remarks>Source: git's Documentation/gitprotocol-common.adoc, "pkt-line Format".</remarks>
internal readonly record struct PktLine(PktKind Kind, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Most bytes of payload in one packet.</summary>
    public const int MaxPayload = 65_516;

    /// <summary>The payload as text, without the line feed that may end it.</summary>
    public string Text => Encoding.UTF8.GetString(Payload.Span).TrimEnd('\n');

    public static ReadOnlyMemory<byte> Flush { get; } = "0000"u8.ToArray();

    /// <returns><see langword="null"/> at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">The stream holds something else, or ends inside a packet.</exception>
    public static async ValueTask<PktLine?> ReadAsync(Stream from, CancellationToken cancellation)
    {
        var head = new byte[4];
        var got = await from.ReadAtLeastAsync(head, 4, throwOnEndOfStream: false, cancellation);
        return got switch
        {
            0 => null,
            4 => await ReadAsync(head, from, cancellation),
            _ => throw new InvalidDataException("ends inside a packet length"),
        };
    }

    /// <summary>Reads a packet whose length is read already.</summary>
    public static async ValueTask<PktLine> ReadAsync(ReadOnlyMemory<byte> head, Stream from, CancellationToken cancellation)
    {
        if (!int.TryParse(head.Span, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length))
        {
            throw new InvalidDataException("not a packet length");
        }

        if (length < 4)
        {
            return length switch
            {
                0 => new(PktKind.Flush, default),
                1 => new(PktKind.Delimiter, default),
                2 => new(PktKind.ResponseEnd, default),
                _ => throw new InvalidDataException("a packet of length 3"),
            };
        }

        var payload = new byte[length - 4];
        var got = await from.ReadAtLeastAsync(payload, payload.Length, throwOnEndOfStream: false, cancellation);
        return got == payload.Length ? new(PktKind.Data, payload) : throw new InvalidDataException("ends inside a packet");
    }

    public static byte[] Encode(ReadOnlySpan<byte> payload)
    {
        var packet = new byte[payload.Length + 4];
        packet.Length.TryFormat(packet, out _, "x4", CultureInfo.InvariantCulture);
        payload.CopyTo(packet.AsSpan(4));
        return packet;
    }

    public static byte[] Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    /// <summary>The packet as it stood on the wire.</summary>
    public ReadOnlyMemory<byte> ToBytes() => Kind switch
    {
        PktKind.Flush => Flush,
        PktKind.Delimiter => "0001"u8.ToArray(),
        PktKind.ResponseEnd => "0002"u8.ToArray(),
        _ => Encode(Payload.Span),
    };
}
