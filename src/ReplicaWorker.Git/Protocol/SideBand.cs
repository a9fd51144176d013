namespace ReplicaWorker.Git.Protocol;

/// <summary>Takes the side band apart: data to the caller, progress to the log, a fatal message to an exception.</summary>
/// <remarks>Source: gitprotocol-pack(5), gitprotocol-capabilities(5) <c>side-band-64k</c>.</remarks>
internal sealed class SideBand(PktReader reader, ProgressLog progress)
{
    /// <summary>The next bytes of band 1, valid until the next call; empty when the server has said it all.</summary>
    /// <exception cref="GitRemoteException">Band 3: the server gave up.</exception>
    /// <exception cref="GitTransportException">The stream ends without the closing flush packet.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken stopping)
    {
        while (true)
        {
            var packet = await reader.ReadLineAsync(stopping);
            switch (packet.Kind)
            {
                case PktKind.Flush or PktKind.ResponseEnd:
                    return default;
                case PktKind.EndOfStream:
                    throw new GitTransportException("the server's answer was cut off");
                case PktKind.Delimiter:
                    throw new GitProtocolException("a delimiter inside a side band");
            }

            if (packet.Payload.IsEmpty)
            {
                continue;   // a keep-alive
            }

            var data = packet.Payload[1..];
            switch (packet.Payload.Span[0])
            {
                case 1 when !data.IsEmpty:
                    return data;
                case 1:
                    continue;   // git's keep-alive: an empty packet on band 1
                case 2:
                    progress.Add(data.Span);
                    continue;
                case 3:
                    throw new GitRemoteException("the server gave up: " + Printable.Line(System.Text.Encoding.UTF8.GetString(data.Span)));
                case var band:
                    throw new GitProtocolException($"side band {band}");
            }
        }
    }
}
