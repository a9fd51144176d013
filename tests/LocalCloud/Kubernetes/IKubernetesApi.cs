using LocalCloud.Kubernetes.Authentication;

namespace LocalCloud.Kubernetes;

/// <summary>What stands behind a cluster's endpoint.</summary>
internal interface IKubernetesApi : IAsyncDisposable
{
    /// <param name="request">As it came, credentials included.</param>
    /// <param name="caller">Whom its credentials show it to be from.</param>
    /// <param name="cancellation">The client has gone, or the cloud ends.</param>
    Task<KubernetesAnswer> AnswerAsync(KubernetesRequest request, Caller caller, CancellationToken cancellation);
}

/// <param name="User">Nobody when the credentials are not taken.</param>
/// <param name="ByCertificate">Known by a client certificate, which only the front sees.</param>
/// <param name="Refusal">Why they are not taken.</param>
internal sealed record Caller(KubernetesUser? User, bool ByCertificate = false, string? Refusal = null);
