using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;

namespace ReplicaWorker.Kubernetes;

/// <summary>Requests to one cluster: signed in, tried again where that may help, bounded in time and size. Thread-safe.</summary>
/// <remarks>Every request that is made through here may be made twice: reads, applies, and deletions of one exact object.</remarks>
internal sealed class ClusterConnection(ClusterAccess access, KubernetesRetry retry, TimeProvider time) : IDisposable
{
    /// <summary>A page of <see cref="ConfigMapClient.PageSize"/> objects of etcd's 1.5 MiB each.</summary>
    private const int LongestAnswer = 32 * 1024 * 1024;

    private const int LongestRefusal = 64 * 1024;

    /// <summary>For one attempt, its answer read to the end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = ClusterHttp.Open(access);

    public string Name => access.Name;

    /// <summary>The answer's body, whatever its code; refusals that may pass have been waited for.</summary>
    /// <param name="make">Makes the request, once an attempt.</param>
    /// <param name="what">What it asks, for messages.</param>
    /// <param name="absent">The resource whose absence is an answer: then the body is null.</param>
    /// <param name="secrets">Values in the request that no message may repeat.</param>
    /// <param name="stopping">Ends waiting.</param>
    /// <exception cref="KubernetesException">No answer, or a refusal.</exception>
    public Task<ReadOnlyMemory<byte>?> SendAsync(
        Func<HttpRequestMessage> make, string what, string? absent, IReadOnlyCollection<string> secrets, CancellationToken stopping) =>
        retry.ExecuteAsync(
            async token =>
            {
                try
                {
                    return await AttemptAsync(make, what, absent, secrets, refusedToken: null, token);
                }
                catch (Exception failure) when (!stopping.IsCancellationRequested && Transport(failure) is { } kind)
                {
                    throw new KubernetesException(kind, $"{what}: {Reason(failure)}", failure);
                }
            },
            stopping);

    public void Dispose() => _http.Dispose();

    private async Task<ReadOnlyMemory<byte>?> AttemptAsync(
        Func<HttpRequestMessage> make, string what, string? absent, IReadOnlyCollection<string> secrets, string? refusedToken, CancellationToken stopping)
    {
        string? bearer = null;
        using (var limit = new CancellationTokenSource(Patience, time))
        using (var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping))
        using (var request = make())
        {
            if (access.Token is { } tokens)
            {
                bearer = await tokens.GetAsync(refusedToken, both.Token);
                request.Headers.Authorization = new("Bearer", bearer);
            }

            request.Headers.Accept.Add(new("application/json"));
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            if (answer.IsSuccessStatusCode)
            {
                return await ReadAsync(answer, LongestAnswer, both.Token)
                    ?? throw new KubernetesException(KubernetesFailure.NotUnderstood, $"{what}: the answer is longer than {LongestAnswer} bytes");
            }

            if (answer.StatusCode != HttpStatusCode.Unauthorized || refusedToken is not null || bearer is null)
            {
                var body = await ReadAsync(answer, LongestRefusal, both.Token) ?? default;
                return absent is not null && Refusal.IsAbsence(answer.StatusCode, body.Span, absent) ? null
                    : throw Refusal.Read(answer.StatusCode, body.Span, RetryAfter(answer), Hinted(what, answer.StatusCode), secrets);
            }
        }

        // A token runs out, or a clock was set: once more with a fresh one, which is the last word.
        return await AttemptAsync(make, what, absent, secrets, bearer, stopping);
    }

    private string Hinted(string what, HttpStatusCode status) =>
        status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden && access.AccessHint is { } hint ? $"{what} ({hint})" : what;

    private TimeSpan? RetryAfter(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };

    /// <summary>Null when there is more than we read.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpResponseMessage answer, int limit, CancellationToken stopping)
    {
        if (answer.Content.Headers.ContentLength > limit)
        {
            return null;
        }

        await using var stream = await answer.Content.ReadAsStreamAsync(stopping);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, stopping) is > 0 and var read)
        {
            if (body.Length + read > limit)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static KubernetesFailure? Transport(Exception failure) => failure switch
    {
        HttpRequestException { InnerException: AuthenticationException } => KubernetesFailure.Untrusted,
        HttpRequestException or IOException or OperationCanceledException => KubernetesFailure.Unreachable,
        _ => null,
    };

    private static string Reason(Exception failure) => failure switch
    {
        OperationCanceledException => $"no answer within {Patience.TotalSeconds:0} s",
        HttpRequestException { InnerException: AuthenticationException inner } => $"its certificate is not to be trusted: {inner.Message}",
        _ => failure.Message,
    };
}
