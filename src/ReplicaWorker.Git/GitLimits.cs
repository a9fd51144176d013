namespace ReplicaWorker.Git;

/// <summary>How much of a server's answer is read before it is refused, and how long silence is borne.</summary>
public sealed record GitLimits
{
    public static GitLimits Default { get; } = new();

    /// <summary>Most refs one listing may have.</summary>
    public int MaxRefs { get; init; } = 1_000_000;

    /// <summary>Longest silence while reading from or writing to a server. Git sends keep-alives every 5 seconds on a side band.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one slow target may hold up a pack that others read too, before it is let go.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Most object ids offered as "have" in one fetch. A request stays under 10 MiB, where <c>git http-backend</c> stops reading
    /// (<c>http.maxRequestBuffer</c>, git-http-backend(1)).
    /// </summary>
    public int MaxHaves { get; init; } = 100_000;
}
