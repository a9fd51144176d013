using LocalCloud.Kubernetes.Authentication;

namespace LocalCloud.Kubernetes;

/// <summary>One EKS cluster.</summary>
/// <param name="Region">Its region.</param>
/// <param name="Name">Unique within the region; tokens are signed for it.</param>
public sealed record ClusterOptions(string Region, string Name)
{
    /// <summary>The group that the worker's access entry gives, unless a test says otherwise.</summary>
    public const string WorkerGroup = "replica-worker";

    /// <summary>What the worker needs on ConfigMaps, and no more.</summary>
    public static IReadOnlyList<string> WorkerVerbs { get; } = ["get", "list", "create", "patch", "delete"];

    /// <summary>As EKS says it: a cluster that is <c>CREATING</c> has neither an endpoint nor a certificate authority yet.</summary>
    public string Status { get; init; } = "ACTIVE";

    /// <summary><c>API</c>, <c>API_AND_CONFIG_MAP</c>, or <c>CONFIG_MAP</c>, which ignores access entries.</summary>
    public string AuthenticationMode { get; init; } = "API";

    public string Version { get; init; } = "1.33";

    /// <summary>Nothing: the worker's task role with <see cref="WorkerGroup"/>, and the developer as the cluster's creator.</summary>
    public IReadOnlyList<AccessEntry> AccessEntries { get; init; } = [];

    /// <summary>Made when the cluster starts, <c>default</c> besides. <see cref="WorkerGroup"/> may do <see cref="WorkerVerbs"/> on their ConfigMaps.</summary>
    public IReadOnlyList<string> WorkerNamespaces { get; init; } = ["default"];

    /// <summary>What the server's certificate is for.</summary>
    public IReadOnlyList<string> CertificateNames { get; init; } = ["127.0.0.1", "localhost"];
}
