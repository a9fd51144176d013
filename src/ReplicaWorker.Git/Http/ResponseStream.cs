namespace ReplicaWorker.Git.Http;

/// <summary>A response body that is counted, and that ends in an error when the server falls silent.</summary>
internal sealed class ResponseStream(HttpResponseMessage response, Stream body, Silence silence, GitTraffic traffic) : ForwardOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await silence.StepAsync(step => body.ReadAsync(buffer, step));
        traffic.CountReceived(read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Not read to its end: the connection is closed, never reused.
            response.Dispose();
            silence.Dispose();
        }

        base.Dispose(disposing);
    }
}
