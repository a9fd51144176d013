using System.Security.Cryptography;
using System.Text;
using Amazon;
using Amazon.EKS;
using Amazon.EKS.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;
using ReplicaWorker.Kubernetes;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>The cluster of each region, opened when it is first asked for. Thread-safe.</summary>
internal sealed class Clusters(AWSCredentials credentials, IOptions<ConfigMapsOptions> options, KubernetesRetry retry, TimeProvider time) : IDisposable
{
    private readonly Dictionary<string, Task<ConfigMapClient?>> _clients = new(StringComparer.Ordinal);
    private readonly List<ClusterConnection> _connections = [];
    private readonly Lock _lock = new();

    private readonly Regional<AmazonEKSClient> _eks = new(region => new(
        credentials, new AmazonEKSConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(region), Timeout = TimeSpan.FromSeconds(15) }));

    /// <summary>The region's cluster; null where configuration says that there is none, or lets it be missing and it is.</summary>
    /// <exception cref="ReplicaException">It does not exist, or cannot be talked to yet.</exception>
    /// <exception cref="AmazonServiceException">EKS does not say.</exception>
    public Task<ConfigMapClient?> InAsync(string region, CancellationToken stopping)
    {
        lock (_lock)
        {
            return _clients.TryGetValue(region, out var client) ? client : _clients[region] = OpenAsync(region, stopping);
        }
    }

    public void Dispose()
    {
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }

        _eks.Dispose();
    }

    private async Task<ConfigMapClient?> OpenAsync(string region, CancellationToken stopping)
    {
        if (options.Value.Clusters.GetValueOrDefault(region) is not { IsNone: false } name)
        {
            return null;
        }

        if ((name.IsContext ? FromKubeconfig(name) : await FromEksAsync(region, name, stopping)) is not { } access)
        {
            return null;
        }

        var connection = new ClusterConnection(access, retry, time);
        lock (_lock)
        {
            _connections.Add(connection);
        }

        return new ConfigMapClient(connection);
    }

    private ClusterAccess? FromKubeconfig(ClusterName name)
    {
        var file = Kubeconfig.Read(options.Value.Kubeconfig!);
        return name.IsOptional && !file.HasContext(name.Name) ? null : file.Access(name.Name);
    }

    private async Task<ClusterAccess?> FromEksAsync(string region, ClusterName name, CancellationToken stopping)
    {
        Cluster cluster;
        try
        {
            var answer = await _eks.In(region).DescribeClusterAsync(new() { Name = name.Name }, stopping);
            cluster = answer.Cluster ?? throw new ItemFailedException($"DescribeCluster of {name.Name} in {region} answered without a cluster");
        }
        catch (ResourceNotFoundException) when (name.IsOptional)
        {
            return null;
        }
        catch (ResourceNotFoundException missing)
        {
            throw new ItemFailedException($"there is no EKS cluster {name.Name} in {region} ({region}={name.Name}? in ConfigMaps__Clusters where it may be missing)", missing);
        }

        if (cluster.Endpoint is not { Length: > 0 } endpoint || cluster.CertificateAuthority?.Data is not { Length: > 0 } authority)
        {
            // Both are there once the cluster is active.
            throw cluster.Status == ClusterStatus.CREATING || cluster.Status == ClusterStatus.PENDING
                ? new TryLaterException($"the EKS cluster {name.Name} in {region} is not there yet ({cluster.Status})")
                : new ItemFailedException($"the EKS cluster {name.Name} in {region} has no endpoint ({cluster.Status})");
        }

        return new($"{name.Name} in {region}", new Uri(endpoint.TrimEnd('/') + "/"))
        {
            Authorities = Authorities(authority, name.Name),
            Token = new EksTokenSource(credentials, region, name.Name, _eks.In(region).Config.UseFIPSEndpoint, time),
            AccessHint = cluster.AccessConfig?.AuthenticationMode == AuthenticationMode.CONFIG_MAP
                ? "its authentication mode CONFIG_MAP looks at no access entries"
                : "see its access entry for the task role, and kubernetes/rbac.yaml",
        };
    }

    private static System.Security.Cryptography.X509Certificates.X509Certificate2Collection Authorities(string base64, string name)
    {
        try
        {
            return ClusterAuthorities.Read(Encoding.UTF8.GetString(Convert.FromBase64String(base64)));
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            throw new ItemFailedException($"the EKS cluster {name} has an authority that is no certificate in PEM", wrong);
        }
    }
}
