using System.Collections.Immutable;
using System.Net;
using System.Text.Json;

namespace ReplicaWorker.Kubernetes;

/// <summary>From an answer that is no success to the failure that it stands for.</summary>
internal static class Refusal
{
    /// <summary>Values of up to three characters stay: every message has them somewhere, and they are no secrets.</summary>
    private const int LongestHarmless = 3;

    /// <param name="status">As received.</param>
    /// <param name="body">Status as JSON, or a proxy's page.</param>
    /// <param name="retryAfter">By the header.</param>
    /// <param name="what">What was asked: it begins the message.</param>
    /// <param name="secrets">Values that were sent: a message that quotes one is left out.</param>
    public static KubernetesException Read(
        HttpStatusCode status, ReadOnlySpan<byte> body, TimeSpan? retryAfter, string what, IEnumerable<string> secrets)
    {
        var said = Parse(body);
        var conflicts = Conflicts(said);
        var kind = KindOf(status, said, conflicts);
        return new(kind, $"{what}: {Words(kind, status, said, conflicts, secrets)}")
        {
            Conflicts = conflicts,
            RetryAfter = retryAfter ?? (said?.Details?.RetryAfterSeconds is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null),
        };
    }

    /// <summary>Whether a 404 says that there is no such object. A proxy's, or another API's, says nothing of the kind.</summary>
    public static bool IsAbsence(HttpStatusCode status, ReadOnlySpan<byte> body, string kind) =>
        status == HttpStatusCode.NotFound && Parse(body) is { Reason: "NotFound" } said && said.Details?.Kind == kind;

    private static Status? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, KubernetesJson.Default.Status) is { Kind: "Status" } status ? status : null;
        }
        catch (JsonException)
        {
            return null;    // HTML, or torn: then the code is all there is
        }
    }

    private static KubernetesFailure KindOf(HttpStatusCode status, Status? said, ImmutableArray<FieldConflict> conflicts) => status switch
    {
        HttpStatusCode.Unauthorized => KubernetesFailure.Unauthorized,
        _ when said?.Details?.Causes?.Exists(cause => cause.Reason == "NamespaceTerminating") == true => KubernetesFailure.NoNamespace,
        HttpStatusCode.Forbidden => KubernetesFailure.Forbidden,
        HttpStatusCode.NotFound when said?.Details?.Kind == "namespaces" => KubernetesFailure.NoNamespace,
        HttpStatusCode.NotFound when said?.Reason == "NotFound" => KubernetesFailure.Moved,
        HttpStatusCode.Conflict when !conflicts.IsEmpty => KubernetesFailure.FieldConflict,
        HttpStatusCode.Conflict => KubernetesFailure.Moved,
        HttpStatusCode.RequestEntityTooLarge => KubernetesFailure.TooLarge,
        HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest => KubernetesFailure.Invalid,
        HttpStatusCode.TooManyRequests => KubernetesFailure.Throttled,
        HttpStatusCode.RequestTimeout or HttpStatusCode.Gone or >= HttpStatusCode.InternalServerError => KubernetesFailure.Unavailable,
        _ => KubernetesFailure.NotUnderstood,
    };

    private static ImmutableArray<FieldConflict> Conflicts(Status? said) =>
    [
        .. (said?.Details?.Causes ?? [])
            .Where(cause => cause.Reason == "FieldManagerConflict")
            .Select(cause => new FieldConflict(cause.Field ?? "", ManagerIn(cause.Message)))
            .OrderBy(conflict => conflict.Field, StringComparer.Ordinal),
    ];

    /// <summary><c>conflict with "kubectl-edit" using v1 at …</c></summary>
    private static string ManagerIn(string? message) => message?.Split('"') is [_, { Length: > 0 } manager, ..] ? manager : "somebody";

    private static string Words(
        KubernetesFailure kind, HttpStatusCode status, Status? said, ImmutableArray<FieldConflict> conflicts, IEnumerable<string> secrets)
    {
        if (kind == KubernetesFailure.FieldConflict)
        {
            return string.Join(", ", conflicts.Select(conflict => $"{conflict.Field} belongs to {conflict.Manager}"));
        }

        var message = said?.Message;
        if (string.IsNullOrEmpty(message))
        {
            return $"HTTP {(int)status}";
        }

        return secrets.Any(secret => secret.Length > LongestHarmless && message.Contains(secret, StringComparison.Ordinal))
            ? $"HTTP {(int)status} {said!.Reason}; the message is left out, since it repeats a value"
            : $"HTTP {(int)status} {message}";
    }
}
