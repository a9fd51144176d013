using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ReplicaWorker.Git.Packs;

/// <summary>Checks a pack while it flows past, in constant memory, and keeps its last bytes back until all is well.</summary>
/// <remarks>
/// A pack is <c>PACK</c>, version, object count, the objects, and a hash over all of that (gitformat-pack(5)). The hash is held back:
/// without it a target cannot accept the pack, so one that is damaged or cut off is never completed there.
/// </remarks>
internal sealed class PackVerifier(ObjectFormat format) : IDisposable
{
    private const int HeaderLength = 12;

    /// <summary>The least one object takes: a byte for type and size, and an empty zlib stream.</summary>
    private const int SmallestObject = 1 + 8;

    private readonly IncrementalHash _hash = format.CreateHash();
    private readonly byte[] _header = new byte[HeaderLength];
    private readonly byte[] _tail = new byte[format.ByteLength];
    private int _tailLength;

    /// <summary>Bytes seen so far.</summary>
    public long Length { get; private set; }

    /// <summary>Objects the header promises; 0 before the header was seen.</summary>
    public uint Objects => Length < HeaderLength ? 0 : BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(8));

    /// <summary>Takes the next bytes.</summary>
    /// <param name="bytes">As they came.</param>
    /// <param name="released">At least as long as <paramref name="bytes"/> and a hash together; receives what may be passed on.</param>
    /// <returns>How many bytes were released.</returns>
    /// <exception cref="GitPackException">Not a pack, or of a version that git does not send.</exception>
    public int Append(ReadOnlySpan<byte> bytes, Span<byte> released)
    {
        CheckHeader(bytes);
        Length += bytes.Length;

        // The tail held back so far and the new bytes are one run; all but its last bytes go on.
        var run = released[..(_tailLength + bytes.Length)];
        _tail.AsSpan(0, _tailLength).CopyTo(run);
        bytes.CopyTo(run[_tailLength..]);

        var count = Math.Max(0, run.Length - _tail.Length);
        _hash.AppendData(run[..count]);
        _tailLength = run.Length - count;
        run[count..].CopyTo(_tail);
        return count;
    }

    /// <summary>The pack's own hash, to be passed on last.</summary>
    /// <exception cref="GitPackException">The pack is not whole.</exception>
    public ReadOnlyMemory<byte> Complete()
    {
        if (Length < HeaderLength + _tail.Length)
        {
            throw new GitPackException($"the pack ends after {Length} bytes");
        }

        if (!_hash.GetHashAndReset().AsSpan().SequenceEqual(_tail))
        {
            throw new GitPackException($"the pack of {Length} bytes is damaged: its checksum does not match");
        }

        var content = Length - HeaderLength - _tail.Length;
        return content >= (long)Objects * SmallestObject && (Objects > 0 || content == 0)
            ? _tail
            : throw new GitPackException($"a pack of {Length} bytes cannot hold the {Objects} objects it promises");
    }

    public void Dispose() => _hash.Dispose();

    private void CheckHeader(ReadOnlySpan<byte> bytes)
    {
        if (Length >= HeaderLength || bytes.IsEmpty)
        {
            return;
        }

        var missing = Math.Min(HeaderLength - (int)Length, bytes.Length);
        bytes[..missing].CopyTo(_header.AsSpan((int)Length));
        if (Length + missing < HeaderLength)
        {
            return;
        }

        var version = BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(4));
        if (!_header.AsSpan().StartsWith("PACK"u8) || version is not (2 or 3))
        {
            throw new GitPackException("the source did not send a pack of version 2 or 3");
        }
    }
}
