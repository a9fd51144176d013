using LocalCloud.Kubernetes.StandIn;
using Microsoft.AspNetCore.Http;

namespace LocalCloud.Kubernetes;

/// <summary>What goes wrong with a request.</summary>
public enum KubernetesFaultKind
{
    /// <summary>It is answered by a status and not carried out.</summary>
    Refused,

    /// <summary>The connection is cut and nothing carried out: as if the server could not be reached.</summary>
    Unreachable,

    /// <summary>It is carried out, then the connection is cut: the caller cannot know.</summary>
    CutAfterwards,

    /// <summary>It is carried out, and the connection is cut in the middle of the answer's body.</summary>
    CutAnswer,

    /// <summary>Nothing but the delay.</summary>
    Slow,
}

/// <summary>One thing to go wrong. Nothing in a filter means any.</summary>
public sealed record KubernetesFault
{
    public KubernetesFaultKind Kind { get; init; }

    public string? Method { get; init; }

    /// <summary>A part of the path.</summary>
    public string? PathContains { get; init; }

    /// <summary>The caller's, as authentication names it. Lets the worker fail while a test's own requests pass.</summary>
    public string? User { get; init; }

    /// <summary>Only dry runs, or only what is none.</summary>
    public bool? DryRun { get; init; }

    /// <summary>Matching requests to let through first.</summary>
    public int After { get; init; }

    /// <summary>How many requests it hits; without a number it stays.</summary>
    public int? Times { get; init; }

    public int Status { get; init; } = StatusCodes.Status500InternalServerError;

    /// <summary>Of the Status object; without one the answer is plain text, as a proxy or an overloaded server gives it.</summary>
    public string? Reason { get; init; }

    public string Message { get; init; } = "";

    public TimeSpan? RetryAfter { get; init; }

    public TimeSpan Delay { get; init; }

    /// <summary>429 in plain text with Retry-After, as the server answers when it has too much to do.</summary>
    public static KubernetesFault Throttled(TimeSpan? retryAfter = null) => new()
    {
        Status = StatusCodes.Status429TooManyRequests,
        Message = "Too many requests, please try again later.\n",
        RetryAfter = retryAfter ?? TimeSpan.FromSeconds(1),
    };

    /// <summary>500, as when etcd does not answer.</summary>
    public static KubernetesFault Broken() => new() { Reason = "", Message = "etcdserver: request timed out" };

    /// <summary>503 with a Status, as when the server is not ready.</summary>
    public static KubernetesFault Unavailable() => new()
    {
        Status = StatusCodes.Status503ServiceUnavailable,
        Reason = "ServiceUnavailable",
        Message = "the server is currently unable to handle the request",
    };

    /// <summary>401, as for a token that has just expired.</summary>
    public static KubernetesFault Unauthorized() => new() { Status = StatusCodes.Status401Unauthorized, Reason = "Unauthorized", Message = "Unauthorized" };

    public static KubernetesFault Unreachable() => new() { Kind = KubernetesFaultKind.Unreachable };

    internal bool Concerns(KubernetesRequest request, string user) =>
        (Method is null || Method == request.Method)
        && (PathContains is null || request.Path.Contains(PathContains, StringComparison.Ordinal))
        && (User is null || User == user)
        && (DryRun is null || DryRun == request.DryRun);

    internal KubernetesAnswer Answer()
    {
        var answer = Reason is { } reason
            ? new KubernetesException(Status, reason, Message).Answer()
            : KubernetesAnswer.Text(Status, Message);
        return RetryAfter is { } wait ? answer with { Headers = [new("Retry-After", $"{Math.Ceiling(wait.TotalSeconds)}")] } : answer;
    }
}
