using LocalCloud.Kubernetes.StandIn;

namespace LocalCloud.Kubernetes.ApiServer;

/// <summary>Hands a request on to a kube-apiserver and its answer back.</summary>
/// <remarks>
/// Bearer tokens are the server's own business. Whom a client certificate names only the front can know; it says so as an
/// authenticating proxy does, by headers that the server takes from nobody without the front's own certificate.
/// </remarks>
internal static class ApiServerProxy
{
    private const string UserHeader = "X-Remote-User";
    private const string GroupHeader = "X-Remote-Group";

    private static readonly string[] NotHandedOn =
        ["Host", "Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length", "Expect", "Accept-Encoding", "Upgrade", "TE"];

    public static async Task<KubernetesAnswer> AskAsync(HttpClient server, KubernetesRequest request, Caller caller, CancellationToken cancellation)
    {
        if (caller.User is null && caller.ByCertificate)
        {
            return KubernetesException.Unauthorized().Answer();
        }

        using var message = Message(request, caller);
        using var answer = await server.SendAsync(message, cancellation);
        return new(
            (int)answer.StatusCode,
            answer.Content.Headers.ContentType?.ToString() ?? "application/json",
            await answer.Content.ReadAsByteArrayAsync(cancellation))
        {
            Headers =
            [
                .. from header in answer.Headers
                   where !NotHandedOn.Contains(header.Key, StringComparer.OrdinalIgnoreCase)
                   from value in header.Value
                   select KeyValuePair.Create(header.Key, value),
            ],
        };
    }

    private static HttpRequestMessage Message(KubernetesRequest request, Caller caller)
    {
        var message = new HttpRequestMessage(new(request.Method), request.Target);
        if (request.Body.Length > 0)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
        }

        foreach (var (name, values) in request.Headers)
        {
            if (!NotHandedOn.Contains(name, StringComparer.OrdinalIgnoreCase)
                && !name.StartsWith(':')
                && !name.StartsWith("X-Remote-", StringComparison.OrdinalIgnoreCase)
                && !message.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        if (caller is { ByCertificate: true, User: { } user })
        {
            message.Headers.Authorization = null;
            message.Headers.Add(UserHeader, user.Name);
            message.Headers.Add(GroupHeader, user.Groups);
        }

        return message;
    }
}
