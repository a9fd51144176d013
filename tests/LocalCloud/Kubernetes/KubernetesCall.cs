namespace LocalCloud.Kubernetes;

/// <summary>A request of a cluster's API as the log keeps it. Never its body or its token.</summary>
/// <param name="Method">Upper case.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Query">Decoded, without the question mark.</param>
/// <param name="UserAgent">The caller's client.</param>
/// <param name="DryRun">Nothing was to be changed.</param>
/// <param name="User">Who it was; empty when the credentials were not taken.</param>
/// <param name="Refusal">Why they were not.</param>
/// <param name="Status">What was answered; 0 when the connection was cut.</param>
/// <param name="Started">Since the cluster was started.</param>
/// <param name="Duration">From the request's end to the answer's end.</param>
public sealed record KubernetesCall(
    string Method, string Path, string Query, string UserAgent, bool DryRun,
    string User, string? Refusal, int Status, TimeSpan Started, TimeSpan Duration)
{
    /// <summary>Whether it could change something: a write that is no dry run.</summary>
    public bool Writes => Method is not ("GET" or "HEAD") && !DryRun && !Path.StartsWith("/apis/authorization.k8s.io/", StringComparison.Ordinal);
}
