using System.Collections.Immutable;

namespace LocalCloud.Git;

/// <summary>What a request asks of the server.</summary>
public enum GitOperation
{
    /// <summary>GET info/refs?service=git-upload-pack.</summary>
    UploadPackAdvertisement,

    /// <summary>GET info/refs?service=git-receive-pack.</summary>
    ReceivePackAdvertisement,

    /// <summary>POST git-upload-pack with <c>command=ls-refs</c> (protocol v2 only).</summary>
    LsRefs,

    /// <summary>POST git-upload-pack: a negotiation round, or the fetch itself.</summary>
    Fetch,

    /// <summary>POST git-receive-pack.</summary>
    Push,

    /// <summary>POST of a lone flush packet: git asks whether its credentials are good before it streams a pack.</summary>
    Probe,
}

/// <summary>One ref that a push really changed. Ids are hexadecimal; a missing one means created or deleted.</summary>
public sealed record RefUpdate(string Region, string Repository, string Ref, string? OldId, string? NewId);

/// <summary>One request as the server saw it. It is listed from its start on, and its numbers grow while it is served.</summary>
public sealed class GitRequest
{
    private long _requestBytes;
    private long _responseBytes;
    private volatile int _status;
    private volatile bool _aborted;

    public required string Region { get; init; }

    public required string Repository { get; init; }

    public required string Method { get; init; }

    public required GitOperation Operation { get; init; }

    /// <summary><c>git-upload-pack</c> or <c>git-receive-pack</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The request target as it came, query included.</summary>
    public required string Path { get; init; }

    /// <summary>The <c>Git-Protocol</c> header.</summary>
    public string? Protocol { get; init; }

    /// <summary>The <c>Content-Length</c> header; absent for chunked requests.</summary>
    public long? ContentLength { get; init; }

    /// <summary>The user name of Basic credentials up to a <c>%</c>: with SigV4, the access key id.</summary>
    public string? User { get; internal set; }

    /// <summary>Capabilities that the client asked for, as it spelled them.</summary>
    public ImmutableArray<string> Capabilities { get; internal set; } = [];

    /// <summary><c>want</c> lines of a fetch.</summary>
    public int Wants { get; internal set; }

    /// <summary><c>have</c> lines of a fetch.</summary>
    public int Haves { get; internal set; }

    /// <summary>Commands of a push.</summary>
    public int Commands { get; internal set; }

    /// <summary>Bytes of the request body that were read, transfer coding removed.</summary>
    public long RequestBytes => Interlocked.Read(ref _requestBytes);

    /// <summary>Bytes of the response body that were written, transfer coding not counted.</summary>
    public long ResponseBytes => Interlocked.Read(ref _responseBytes);

    /// <summary>The HTTP status; 0 while there is none yet.</summary>
    public int Status
    {
        get => _status;
        internal set => _status = value;
    }

    /// <summary>Whether the connection broke, or was cut by a fault, before the exchange was complete.</summary>
    public bool Aborted
    {
        get => _aborted;
        internal set => _aborted = value;
    }

    /// <summary>The end of what git wrote to standard error while it served this request.</summary>
    public string Diagnostics { get; internal set; } = "";

    internal void CountRequest(int bytes) => Interlocked.Add(ref _requestBytes, bytes);

    internal void CountResponse(int bytes) => Interlocked.Add(ref _responseBytes, bytes);
}
