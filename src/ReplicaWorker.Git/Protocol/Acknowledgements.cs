namespace ReplicaWorker.Git.Protocol;

/// <summary>Reads which of the asked tips a source knows, from a negotiation that was not finished.</summary>
/// <remarks>
/// Only a plain <c>ACK id</c>, <c>ACK id common</c> or <c>ACK id continue</c> is evidence. <c>ACK id ready</c> is not: servers say it
/// of ids they do not know (upload-pack.c, <c>got_other</c>). <c>continue</c> too may name an unknown id once another one is known,
/// so with bare <c>multi_ack</c> each tip is asked for alone.
/// </remarks>
internal static class Acknowledgements
{
    /// <summary>How many tips one request may ask for, so that each answer is evidence.</summary>
    public static int BatchSize(RefListing source) =>
        source.ProtocolVersion == 2 || source.Capabilities.Has("multi_ack_detailed") ? 1_000 : 1;

    public static async Task<HashSet<ObjectId>> ReadAsync(Stream body, RefListing source, CancellationToken stopping)
    {
        var reader = new PktReader(body);
        var known = new HashSet<ObjectId>();
        var line = await reader.ReadLineAsync(stopping);

        if (source.ProtocolVersion == 2)
        {
            if (!line.IsData || line.Text != "acknowledgments")
            {
                throw new GitProtocolException("the source did not answer the negotiation");
            }

            line = await reader.ReadLineAsync(stopping);
        }

        var lines = 0;
        for (; line.IsData; line = await reader.ReadLineAsync(stopping), lines++)
        {
            var words = line.Text.Split(' ');
            switch (words)
            {
                case ["NAK"] or ["ready"] or ["ACK", _, "ready"]:
                    break;
                case ["ACK", _] or ["ACK", _, "common" or "continue"]:
                    known.Add(new ObjectId(words[1]));
                    break;
                default:
                    throw new GitProtocolException($"\"{Printable.Line(line.Text)}\" where an acknowledgement was expected");
            }
        }

        return lines > 0 ? known : throw new GitTransportException("the source's answer to the negotiation is empty");
    }
}
