using System.Net;

namespace ReplicaWorker.Git;

/// <summary>A git server could not be used. The case says what kind of failure it was.</summary>
public abstract class GitException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether the same request may succeed if it is simply made again.</summary>
    public virtual bool IsTransient => false;

    /// <summary>How long the server asked us to wait, when it did.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>The server does not know us, or does not let us (HTTP 401, 403).</summary>
public sealed class GitDeniedException(string message) : GitException(message);

/// <summary>There is no repository at that address.</summary>
public sealed class GitRepositoryNotFoundException(string message) : GitException(message);

/// <summary>The server answered something that the protocol does not allow, or that we refuse.</summary>
public sealed class GitProtocolException(string message, Exception? cause = null) : GitException(message, cause);

/// <summary>The server refused a request that it understood (an <c>ERR</c> line, or side band 3).</summary>
/// <param name="message">What it said, in one line.</param>
/// <param name="mayPass">
/// True for a fetch or push: "not our ref" is what a ref looks like that moved between the listing and the fetch.
/// False for a listing: a server that refuses to list will refuse again.
/// </param>
public sealed class GitRemoteException(string message, bool mayPass = true) : GitException(message)
{
    public override bool IsTransient => mayPass;
}

/// <summary>An HTTP status that is neither success nor a refusal.</summary>
public sealed class GitHttpException(string message, HttpStatusCode status) : GitException(message)
{
    public HttpStatusCode Status => status;

    public override bool IsTransient => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;
}

/// <summary>The connection could not be made, broke, or went silent.</summary>
public sealed class GitTransportException(string message, Exception? cause = null) : GitException(message, cause)
{
    public override bool IsTransient => true;
}

/// <summary>A pack did not arrive whole: cut off, or its checksum does not match. It was not completed at any target.</summary>
public sealed class GitPackException(string message) : GitException(message)
{
    public override bool IsTransient => true;
}

/// <summary>A target read a shared pack too slowly and was let go, so that the others could finish. Fetch for it alone.</summary>
public sealed class GitFellBehindException(string message) : GitException(message)
{
    public override bool IsTransient => true;
}
