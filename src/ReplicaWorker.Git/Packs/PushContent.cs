using System.Net;
using ReplicaWorker.Git.Http;

namespace ReplicaWorker.Git.Packs;

/// <summary>The body of a push: the commands, then the pack as it comes. Of unknown length, so it is sent in chunks.</summary>
/// <remarks>When the pack fails, this throws: the HTTP client then breaks the connection, and the target never sees the final chunk.</remarks>
internal sealed class PushContent(ReadOnlyMemory<byte> commands, PackTap pack, Silence silence, GitTraffic traffic) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await WriteAsync(commands);
        await pack.CopyToAsync(WriteAsync, cancellationToken);

        async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
        {
            await silence.StepAsync(async step =>
            {
                await stream.WriteAsync(bytes, step);
                return true;
            });
            traffic.CountSent(bytes.Length);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
