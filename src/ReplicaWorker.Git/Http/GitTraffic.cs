namespace ReplicaWorker.Git.Http;

/// <summary>Exact counts of what was asked of one repository. Safe to read while requests are under way.</summary>
public sealed class GitTraffic
{
    private long _requests;
    private long _received;
    private long _sent;

    /// <summary>HTTP requests, redirects included.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Bytes of response bodies read.</summary>
    public long BytesReceived => Interlocked.Read(ref _received);

    /// <summary>Bytes of request bodies written, HTTP framing not included.</summary>
    public long BytesSent => Interlocked.Read(ref _sent);

    internal void CountRequest() => Interlocked.Increment(ref _requests);

    internal void CountReceived(long bytes) => Interlocked.Add(ref _received, bytes);

    internal void CountSent(long bytes) => Interlocked.Add(ref _sent, bytes);
}
