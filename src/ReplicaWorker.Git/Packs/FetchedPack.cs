using ReplicaWorker.Git.Protocol;

namespace ReplicaWorker.Git.Packs;

/// <summary>A pack on its way from a source: read once, in pieces, never kept.</summary>
internal sealed class FetchedPack : IAsyncDisposable
{
    private static readonly ReadOnlyMemory<byte> PackSignature = "PACK"u8.ToArray();

    private readonly Stream _response;
    private readonly PktReader _reader;
    private readonly SideBand? _sideBand;
    private readonly ProgressLog _progress;

    private FetchedPack(Stream response, PktReader reader, bool isSideBand, ProgressLog progress)
    {
        _response = response;
        _reader = reader;
        _progress = progress;
        _sideBand = isSideBand ? new SideBand(reader, progress) : null;
    }

    public IReadOnlyList<string> Progress => _progress.Lines;

    /// <summary>Reads up to where the pack begins.</summary>
    /// <exception cref="GitProtocolException">The source is shallow, or answers what was not asked.</exception>
    public static async Task<FetchedPack> OpenAsync(Stream response, RefListing source, CancellationToken stopping)
    {
        var reader = new PktReader(response);
        try
        {
            var isSideBand = source.ProtocolVersion == 2
                ? await SkipToPackfileAsync(reader, stopping)
                : await SkipAcknowledgementsAsync(reader, stopping);
            return new FetchedPack(response, reader, isSideBand, new ProgressLog());
        }
        catch
        {
            await response.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next bytes of the pack, valid until the next call; empty at its end.</summary>
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken stopping) =>
        _sideBand?.ReadAsync(stopping) ?? _reader.ReadRawAsync(stopping);

    public ValueTask DisposeAsync() => _response.DisposeAsync();

    /// <summary>v0: any number of ACK and NAK lines, then the pack, on a side band or bare.</summary>
    private static async Task<bool> SkipAcknowledgementsAsync(PktReader reader, CancellationToken stopping)
    {
        while (true)
        {
            if (await reader.IsNextAsync(PackSignature, stopping))
            {
                return false;
            }

            if (await reader.PeekDataAsync(stopping) is not { IsEmpty: false } next)
            {
                throw new GitTransportException("the source's answer has no pack");
            }

            if (next.Span[0] is 1 or 2 or 3)
            {
                return true;
            }

            var line = (await reader.ReadLineAsync(stopping)).Text;
            if (line.StartsWith("shallow ", StringComparison.Ordinal))
            {
                throw Shallow();
            }

            if (line != "NAK" && !line.StartsWith("ACK ", StringComparison.Ordinal))
            {
                throw new GitProtocolException($"\"{Printable.Line(line)}\" where an acknowledgement was expected");
            }
        }
    }

    /// <summary>v2: sections, each begun by its name and ended by a delimiter; the packfile is the last, always on a side band.</summary>
    private static async Task<bool> SkipToPackfileAsync(PktReader reader, CancellationToken stopping)
    {
        while (true)
        {
            var section = await reader.ReadLineAsync(stopping);
            switch (section)
            {
                case { IsData: true, Text: "packfile" }:
                    return true;
                case { IsData: true, Text: "shallow-info" }:
                    throw Shallow();
                case { IsData: true, Text: "acknowledgments" or "wanted-refs" }:
                    break;
                case { IsData: true }:
                    throw new GitProtocolException($"an unknown section \"{Printable.Line(section.Text)}\"");
                default:
                    throw new GitTransportException("the source's answer has no pack");
            }

            PktLine line;
            do
            {
                line = await reader.ReadLineAsync(stopping);
            }
            while (line.IsData);

            if (line.Kind != PktKind.Delimiter)
            {
                throw new GitTransportException("the source's answer has no pack");
            }
        }
    }

    private static GitProtocolException Shallow() => new("the repository is shallow: a replica of it would be incomplete");
}
