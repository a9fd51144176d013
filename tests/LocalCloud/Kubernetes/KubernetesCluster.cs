using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using LocalCloud.Kubernetes.Authentication;
using LocalCloud.Kubernetes.StandIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LocalCloud.Kubernetes;

/// <summary>
/// One cluster's API on HTTPS: a log of every request and faults on demand before a real kube-apiserver, or before the stand-in for it.
/// </summary>
public sealed class KubernetesCluster : IAsyncDisposable
{
    /// <summary>More than the API takes, so that the API refuses it and not we.</summary>
    private const long MaxBody = 64 * 1024 * 1024;

    private readonly WebApplication _application;
    private readonly X509Certificate2 _certificate;
    private readonly Lazy<Task<IKubernetesApi>> _api;
    private readonly ConcurrentQueue<KubernetesCall> _calls = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly long _begun = Stopwatch.GetTimestamp();

    private KubernetesCluster(ClusterOptions options, ClusterAuthenticator authenticator, Func<KubernetesCluster, CancellationToken, Task<IKubernetesApi>> start)
    {
        Options = options;
        Authenticator = authenticator;
        Certificates = new(options.Name);
        _certificate = Certificates.ForServer(options.CertificateNames);
        _api = new(() => start(this, _stopping.Token));
        Admin = new(this);

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate, https =>
            {
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.AllowAnyClientCertificate();       // a wrong one is a 401, not a broken handshake
            }));
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.AddServerHeader = false;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    public ClusterOptions Options { get; }

    public string Name => Options.Name;

    public string Region => Options.Region;

    public DateTimeOffset Created { get; } = TimeProvider.System.GetUtcNow();

    public Uri Endpoint { get; private set; } = new("https://127.0.0.1:0");

    public ClusterCertificates Certificates { get; }

    public KubernetesFaults Faults { get; } = new();

    /// <summary>What a test does in the cluster and the log does not show.</summary>
    public ClusterAdmin Admin { get; }

    /// <summary>Every request answered or cut so far, in the order of the ends, without <see cref="Admin"/>'s.</summary>
    public IReadOnlyList<KubernetesCall> Requests => [.. _calls];

    internal ClusterAuthenticator Authenticator { get; }

    public void ClearRequests() => _calls.Clear();

    /// <summary>A token that is good for this cluster alone, as a kubeconfig holds it.</summary>
    public string IssueToken(string user, params IEnumerable<string> groups)
    {
        var token = $"local-{Name}-{Certificates.NextSerial()}";
        Authenticator.Issue(token, KubernetesUser.Authenticated(user, groups));
        return token;
    }

    /// <summary>A token as EKS takes it, signed now unless told.</summary>
    public string SignToken(AwsPrincipal principal, DateTimeOffset? at = null) =>
        EksTokenSigner.Sign(principal, Name, Region, at ?? Authenticator.Time.GetUtcNow());

    /// <summary>From now on the token is answered by 401.</summary>
    public void RevokeToken(string token) => Authenticator.Revoke(token);

    /// <summary>A client that trusts this cluster's authority and nobody else.</summary>
    /// <param name="token">Sent with every request.</param>
    /// <param name="certificate">Shown to the server.</param>
    /// <param name="at">Nothing: <see cref="Endpoint"/>.</param>
    public HttpClient CreateClient(string? token = null, X509Certificate2? certificate = null, Uri? at = null)
    {
        var authority = X509Certificate2.CreateFromPem(Certificates.AuthorityPem);
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null };
        handler.SslOptions.CertificateChainPolicy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { authority },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        var client = new HttpClient(handler) { BaseAddress = at ?? Endpoint };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _application.DisposeAsync();
        if (_api.IsValueCreated)
        {
            try
            {
                await (await _api.Value).DisposeAsync();
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or InvalidOperationException)
            {
                // It never came up, and whoever waited for it was told.
            }
        }

        Certificates.Dispose();
        _certificate.Dispose();
        _stopping.Dispose();
    }

    internal static async Task<KubernetesCluster> StartAsync(
        ClusterOptions options, ClusterAuthenticator authenticator,
        Func<KubernetesCluster, CancellationToken, Task<IKubernetesApi>> start, CancellationToken cancellation)
    {
        var cluster = new KubernetesCluster(options, authenticator, start);
        await cluster._application.StartAsync(cancellation);
        cluster.Endpoint = new(cluster._application.Urls.Single());
        return cluster;
    }

    /// <summary>What stands behind the front; started by whoever needs it first.</summary>
    internal Task<IKubernetesApi> ApiAsync() => _api.Value;

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await KubernetesRequest.ReadAsync(context);
        var started = Stopwatch.GetTimestamp();
        var caller = Identify(request, context.Connection.ClientCertificate);
        var fault = Faults.Next(request, caller.User?.Name ?? "");
        var cut = fault?.Kind is KubernetesFaultKind.Unreachable or KubernetesFaultKind.CutAfterwards or KubernetesFaultKind.CutAnswer;
        var status = 0;

        try
        {
            await Task.Delay(fault?.Delay ?? TimeSpan.Zero, context.RequestAborted);
            if (fault?.Kind == KubernetesFaultKind.Unreachable)
            {
                return;
            }

            var answer = fault?.Kind == KubernetesFaultKind.Refused ? fault.Answer()
                : await CarryOutAsync(request, caller, context.RequestAborted);
            status = cut ? 0 : answer.Status;
            if (fault?.Kind != KubernetesFaultKind.CutAfterwards)
            {
                await WriteAsync(context.Response, answer, half: cut);
            }
        }
        finally
        {
            _calls.Enqueue(new(
                request.Method, request.Path, Decoded(context.Request.QueryString), request.UserAgent, request.DryRun, caller.User?.Name ?? "", caller.Refusal,
                status, Stopwatch.GetElapsedTime(_begun, started), Stopwatch.GetElapsedTime(started)));
            if (cut)
            {
                context.Abort();
            }
        }
    }

    // A real server behind us asks the same authenticator itself, by its webhook.
    private Caller Identify(KubernetesRequest request, X509Certificate2? certificate)
    {
        if (certificate is not null)
        {
            return Certificates.UserOf(certificate) is { } certified
                ? new(certified, ByCertificate: true)
                : new(null, ByCertificate: true, "the certificate is not of this cluster's authority");
        }

        if (request.BearerToken is not { } token)
        {
            return new(KubernetesUser.Anonymous);
        }

        try
        {
            return new(Authenticator.Authenticate(token));
        }
        catch (EksTokenException refused)
        {
            return new(null, Refusal: refused.Message);
        }
    }

    private async Task<KubernetesAnswer> CarryOutAsync(KubernetesRequest request, Caller caller, CancellationToken cancellation)
    {
        try
        {
            return await (await _api.Value.WaitAsync(cancellation)).AnswerAsync(request, caller, cancellation);
        }
#pragma warning disable CA1031 // The edge of the server: the caller is told, as the real one would, and the log has the 500.
        catch (Exception defect) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new KubernetesException(StatusCodes.Status500InternalServerError, "InternalError", defect.ToString()).Answer();
        }
    }

    private static async Task WriteAsync(HttpResponse response, KubernetesAnswer answer, bool half)
    {
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        await response.Body.WriteAsync(half ? answer.Body[..(answer.Body.Length / 2)] : answer.Body);
        if (half)
        {
            await response.Body.FlushAsync();
        }
    }

    private static string Decoded(QueryString query) => Uri.UnescapeDataString(query.ToUriComponent().TrimStart('?'));
}
