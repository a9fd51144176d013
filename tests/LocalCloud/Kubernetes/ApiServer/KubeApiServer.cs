using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LocalCloud.Processes;

namespace LocalCloud.Kubernetes.ApiServer;

/// <summary>A real kube-apiserver for one cluster: about 300 MB of memory and some seconds to start.</summary>
internal sealed class KubeApiServer : IKubernetesApi
{
    private const string FrontName = "local-front";

    private readonly ChildProcess _process;
    private readonly TokenReviews _reviews;
    private readonly HttpClient _http;
    private readonly X509Certificate2 _front;

    private KubeApiServer(ChildProcess process, TokenReviews reviews, HttpClient http, X509Certificate2 front) =>
        (_process, _reviews, _http, _front) = (process, reviews, http, front);

    public static async Task<KubeApiServer> StartAsync(
        string assets, Etcd etcd, KubernetesCluster cluster, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var reviews = await TokenReviews.StartAsync(cluster.Authenticator, cancellation);
        var front = cluster.Certificates.ForClient(FrontName);
        var http = cluster.CreateClient(certificate: front);
        try
        {
            await WriteFilesAsync(folder, cluster.Certificates, reviews, cancellation);
            var (process, port) = await ServerProcess.StartAsync(
                Path.Combine(assets, "kube-apiserver"),
                port => Arguments(port, etcd.Endpoint, $"/{cluster.Region}/{cluster.Name}", folder),
                port => new($"https://127.0.0.1:{port}/readyz"),
                http,
                cancellation);
            http.Dispose();
            return new(process, reviews, cluster.CreateClient(certificate: front, at: new($"https://127.0.0.1:{port}")), front);
        }
        catch
        {
            http.Dispose();
            front.Dispose();
            await reviews.DisposeAsync();
            throw;
        }
    }

    public Task<KubernetesAnswer> AnswerAsync(KubernetesRequest request, Caller caller, CancellationToken cancellation) =>
        ApiServerProxy.AskAsync(_http, request, caller, cancellation);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.StopAsync(TimeSpan.Zero);      // it would wait for its connections and leases: nobody needs it to
        await _process.DisposeAsync();
        await _reviews.DisposeAsync();
        _front.Dispose();
    }

    private static async Task WriteFilesAsync(string folder, ClusterCertificates certificates, TokenReviews reviews, CancellationToken cancellation)
    {
        Task WriteAsync(string file, string text) => File.WriteAllTextAsync(Path.Combine(folder, file), text, cancellation);

        using var server = certificates.ForServer("127.0.0.1");
        using var serverKey = server.GetECDsaPrivateKey()!;
        using var accounts = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await WriteAsync("ca.crt", certificates.AuthorityPem);
        await WriteAsync("tls.crt", server.ExportCertificatePem());
        await WriteAsync("tls.key", serverKey.ExportECPrivateKeyPem());
        await WriteAsync("accounts.key", accounts.ExportECPrivateKeyPem());
        await WriteAsync("webhook.json", reviews.Configuration);
    }

    private static IEnumerable<string> Arguments(int port, Uri etcd, string prefix, string folder)
    {
        string At(string file) => Path.Combine(folder, file);
        return
        [
            $"--etcd-servers={etcd}",
            $"--etcd-prefix={prefix}",
            $"--secure-port={port}",
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            "--endpoint-reconciler-type=none",
            "--service-cluster-ip-range=10.0.0.0/24",
            $"--cert-dir={folder}",
            $"--tls-cert-file={At("tls.crt")}",
            $"--tls-private-key-file={At("tls.key")}",
            "--authorization-mode=RBAC",
            $"--authentication-token-webhook-config-file={At("webhook.json")}",
            "--authentication-token-webhook-version=v1",
            "--authentication-token-webhook-cache-ttl=0s",
            $"--requestheader-client-ca-file={At("ca.crt")}",
            $"--requestheader-allowed-names={FrontName}",
            "--requestheader-username-headers=X-Remote-User",
            "--requestheader-group-headers=X-Remote-Group",
            "--service-account-issuer=https://kubernetes.default.svc",
            $"--service-account-key-file={At("accounts.key")}",
            $"--service-account-signing-key-file={At("accounts.key")}",
        ];
    }
}
