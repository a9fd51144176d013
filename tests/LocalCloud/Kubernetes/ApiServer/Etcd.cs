using LocalCloud.Processes;

namespace LocalCloud.Kubernetes.ApiServer;

/// <summary>The store of every kube-apiserver of a cloud; each keeps its cluster under a prefix of its own.</summary>
internal sealed class Etcd : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private Etcd(ChildProcess process, int port) => (_process, Endpoint) = (process, new($"http://127.0.0.1:{port}"));

    public Uri Endpoint { get; }

    public static async Task<Etcd> StartAsync(string assets, string folder, CancellationToken cancellation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var (process, port) = await ServerProcess.StartAsync(
            Path.Combine(assets, "etcd"),
            port =>
            [
                "--data-dir", Path.Combine(folder, $"etcd-{port}"),
                "--listen-client-urls", $"http://127.0.0.1:{port}",
                "--advertise-client-urls", $"http://127.0.0.1:{port}",
                "--listen-peer-urls", "http://127.0.0.1:0",
                "--log-level", "warn",
            ],
            port => new($"http://127.0.0.1:{port}/health"),
            http,
            cancellation);
        return new(process, port);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
