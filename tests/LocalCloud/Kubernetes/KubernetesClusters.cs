using LocalCloud.Kubernetes.ApiServer;
using LocalCloud.Kubernetes.Authentication;
using LocalCloud.Kubernetes.StandIn;

namespace LocalCloud.Kubernetes;

/// <summary>The cloud's EKS clusters, by region and name.</summary>
public sealed class KubernetesClusters : IAsyncDisposable
{
    private readonly List<KubernetesCluster> _all = [];
    private readonly CloudOptions _options;
    private readonly ApiServers? _servers;

    private KubernetesClusters(CloudOptions options)
    {
        _options = options;
        if (options.KubernetesAssets is { Length: > 0 } assets && options.Clusters.Count > 0)
        {
            _servers = options.Clusters.Count <= options.MaxApiServers ? new(assets) : throw new InvalidOperationException(
                $"{options.Clusters.Count} clusters need as many kube-apiservers, of 300 MB each: raise MaxApiServers, or set KubernetesAssets to nothing");
        }
    }

    /// <summary>What answers: a real kube-apiserver, or the stand-in.</summary>
    public bool Real => _servers is not null;

    public IReadOnlyList<KubernetesCluster> All => _all;

    /// <summary>The access keys that tokens may be signed with: the developer's and the worker's, and what a test adds.</summary>
    public AwsPrincipals Principals { get; } = new();

    /// <exception cref="KeyNotFoundException">There is no such cluster.</exception>
    public KubernetesCluster this[string region, string name] => Find(region, name) ?? throw new KeyNotFoundException($"no cluster {name} in {region}");

    public KubernetesCluster? Find(string region, string name) => _all.Find(cluster => cluster.Region == region && cluster.Name == name);

    internal static async Task<KubernetesClusters> StartAsync(CloudOptions options, Ids ids, CancellationToken cancellation)
    {
        var clusters = new KubernetesClusters(options);
        var role = $"{options.Stack}-task";
        clusters.Principals.Add(new(options.Developer, $"arn:aws:iam::{options.Account}:user/developer"));
        clusters.Principals.Add(new(options.Worker, $"arn:aws:sts::{options.Account}:assumed-role/{role}/worker"));
        try
        {
            foreach (var cluster in options.Clusters)
            {
                await clusters.AddAsync(cluster, ids, cancellation);
            }
        }
        catch
        {
            await clusters.DisposeAsync();
            throw;
        }

        return clusters;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _all)
        {
            await cluster.DisposeAsync();
        }

        if (_servers is not null)
        {
            await _servers.DisposeAsync();
        }
    }

    private async Task AddAsync(ClusterOptions given, Ids ids, CancellationToken cancellation)
    {
        var cluster = given.AccessEntries.Count > 0 ? given : given with
        {
            AccessEntries =
            [
                new(Principals[_options.Worker].EntryArn, [ClusterOptions.WorkerGroup]),
                new(Principals[_options.Developer].EntryArn, [KubernetesUser.Masters]),
            ],
        };
        _all.Add(await KubernetesCluster.StartAsync(
            cluster, new(cluster, Principals, _options.Time),
            (started, stopping) => ServeAsync(started, ids, stopping), cancellation));
    }

    private async Task<IKubernetesApi> ServeAsync(KubernetesCluster cluster, Ids ids, CancellationToken stopping)
    {
        IKubernetesApi api = _servers is null ? new StandInApi(_options.Time, ids) : await _servers.StartAsync(cluster, stopping);
        await new ClusterAdmin(cluster, api).PrepareAsync();
        return api;
    }
}
