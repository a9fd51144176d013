using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ReplicaWorker.Kubernetes;

/// <summary>The connection to one cluster: TLS against the cluster's own authority alone, with the host's name checked.</summary>
internal static class ClusterHttp
{
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(5);

    public static HttpClient Open(ClusterAccess access)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,    // a token goes nowhere but where it is meant for
            ConnectTimeout = Connecting,
            UseCookies = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                TargetHost = access.TlsServerName,
                CertificateChainPolicy = access.Authorities is { } authorities ? Trusting(authorities) : null,
            },
        };
        if (access.ClientCertificate is { } certificate)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        // Each attempt has a limit of its own, which a client's would not know of.
        return new HttpClient(handler, disposeHandler: true) { BaseAddress = access.Server, Timeout = Timeout.InfiniteTimeSpan };
    }

    private static X509ChainPolicy Trusting(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,    // a cluster's authority publishes no list
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
