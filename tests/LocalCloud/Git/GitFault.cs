namespace LocalCloud.Git;

/// <summary>How a push is mishandled.</summary>
public enum PushFault
{
    None,

    /// <summary>Applied; of the answer only the first <see cref="GitFault.KeepAnswerBytes"/> bytes are sent, with status 200.</summary>
    AnswerLost,

    /// <summary>Read to its end, not applied, answered by an empty 200.</summary>
    Ignored,

    /// <summary>Read to its end, not applied, answered by <c>unpack ok</c> and <c>ok</c> for every ref.</summary>
    ClaimedOnly,
}

/// <summary>Something that goes wrong for chosen requests. Several may strike the same request.</summary>
public sealed class GitFault(GitOperation operation)
{
    /// <summary>For <see cref="Times"/>: strikes until it is removed.</summary>
    public const int Always = int.MaxValue;

    private int _seen;
    private int _hits;

    public GitOperation Operation => operation;

    /// <summary>Only requests to this region; <see langword="null"/>: to any.</summary>
    public string? Region { get; init; }

    /// <summary>Only requests to this repository; <see langword="null"/>: to any.</summary>
    public string? Repository { get; init; }

    /// <summary>The first matching request that is struck, counted from 1 since the fault was added.</summary>
    public int Nth { get; init; } = 1;

    /// <summary>How many matching requests in a row are struck.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Runs before the request is handled, so that a test can move refs in the middle of a run.</summary>
    public Func<Task>? Before { get; init; }

    /// <summary>Waits so long before the request is handled.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Answers with this status instead of handling the request. The request body is not read.</summary>
    public int? Status { get; init; }

    /// <summary>The <c>Retry-After</c> header: seconds or an HTTP date.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The <c>Location</c> header; with no <see cref="Status"/>, the answer is 302.</summary>
    public Uri? RedirectTo { get; init; }

    /// <summary>The whole response body instead of git's: garbage, oversized lines, too many refs. Status 200 unless <see cref="Status"/> is set.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>Like <see cref="Body"/>, for a body too long for memory or without end.</summary>
    public Func<Stream, CancellationToken, Task>? WriteBody { get; init; }

    /// <summary>The content type of the replaced body; <see langword="null"/>: the one that git would send.</summary>
    public string? ContentType { get; init; }

    /// <summary>Headers added to the response, whatever else happens.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Closes the connection when so many bytes of the response body are sent. The client gets exactly these.</summary>
    public long? CutResponseAfter { get; init; }

    /// <summary>Resets the connection when so many bytes of the request body are read; git gets no more than these.</summary>
    public long? CutRequestAfter { get; init; }

    /// <summary>Reads the request body no faster than this.</summary>
    public int? RequestBytesPerSecond { get; init; }

    /// <summary>Inverts the byte at this offset of the pack in a fetch's response.</summary>
    public long? CorruptPackAt { get; init; }

    /// <summary>Inverts the last byte of the checksum that ends the pack in a fetch's response.</summary>
    public bool CorruptPackTrailer { get; init; }

    public PushFault Push { get; init; }

    /// <summary>Bytes of the answer that survive <see cref="PushFault.AnswerLost"/>.</summary>
    public int KeepAnswerBytes { get; init; }

    /// <summary>Refuses refs of a push with <c>ng REF REASON</c>; the others are applied.</summary>
    public string? RefuseReason { get; init; }

    /// <summary>The refs that <see cref="RefuseReason"/> strikes; empty: all.</summary>
    public IReadOnlyList<string> RefuseRefs { get; init; } = [];

    /// <summary>Fails to unpack packs that lack the bases of some of their deltas, as a server without thin-pack support does.</summary>
    public bool RefuseThinPacks { get; init; }

    /// <summary>How many requests this fault has struck.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>Whether the request is one to strike. Counts it.</summary>
    internal bool Strikes(string region, string repository, GitOperation asked)
    {
        if (asked != operation
            || (Region is { } onlyRegion && onlyRegion != region)
            || (Repository is { } onlyRepository && onlyRepository != repository))
        {
            return false;
        }

        var number = Interlocked.Increment(ref _seen);
        if (number < Nth || (long)number - Nth >= Times)
        {
            return false;
        }

        Interlocked.Increment(ref _hits);
        return true;
    }
}
