using System.Security.Cryptography.X509Certificates;

namespace ReplicaWorker.Kubernetes;

/// <summary>Where a cluster is, by whom its certificate must be, and who we are there.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Server">The API server's URL.</param>
internal sealed record ClusterAccess(string Name, Uri Server)
{
    /// <summary>The only authorities that are trusted; null: the machine's.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    /// <summary>The name that the server's certificate must have, where it is not the URL's host.</summary>
    public string? TlsServerName { get; init; }

    public X509Certificate2? ClientCertificate { get; init; }

    public ITokenSource? Token { get; init; }

    /// <summary>What a person should look at when the cluster does not let us in.</summary>
    public string? AccessHint { get; init; }
}
