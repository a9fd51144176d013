namespace LocalCloud.Kubernetes.ApiServer;

/// <summary>The kube-apiservers of a cloud and the etcd that they share, each started when it is first needed.</summary>
internal sealed class ApiServers(string assets) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("local-cloud-kubernetes-");
    private Etcd? _etcd;

    public async Task<IKubernetesApi> StartAsync(KubernetesCluster cluster, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            _etcd ??= await Etcd.StartAsync(assets, _folder.FullName, cancellation);
        }
        finally
        {
            _one.Release();
        }

        return await KubeApiServer.StartAsync(assets, _etcd, cluster, Path.Combine(_folder.FullName, cluster.Region, cluster.Name), cancellation);
    }

    /// <summary>After the clusters.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_etcd is not null)
        {
            await _etcd.DisposeAsync();
        }

        _one.Dispose();
        _folder.Delete(recursive: true);
    }
}
