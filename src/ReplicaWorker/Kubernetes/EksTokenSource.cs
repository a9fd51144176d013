using Amazon.Runtime;
using ReplicaWorker.Aws;

namespace ReplicaWorker.Kubernetes;

/// <summary>Tokens of one EKS cluster, signed here: no call is made for them.</summary>
/// <param name="credentials">The task role's.</param>
/// <param name="region">The cluster's.</param>
/// <param name="cluster">Its name.</param>
/// <param name="fips">The task wants FIPS endpoints.</param>
/// <param name="time">Now.</param>
internal sealed class EksTokenSource(AWSCredentials credentials, string region, string cluster, bool fips, TimeProvider time) : ITokenSource
{
    private volatile Signed? _signed;

    public async ValueTask<string> GetAsync(string? refused, CancellationToken stopping)
    {
        if (_signed is { } known && known.Token != refused && time.GetUtcNow() - known.At < EksToken.Lifetime)
        {
            return known.Token;
        }

        var at = time.GetUtcNow();
        var signed = new Signed(EksToken.Sign(await credentials.GetCredentialsAsync(), region, cluster, at, fips), at);
        _signed = signed;
        return signed.Token;
    }

    private sealed record Signed(string Token, DateTimeOffset At);
}
