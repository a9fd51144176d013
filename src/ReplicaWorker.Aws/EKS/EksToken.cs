using System.Globalization;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace ReplicaWorker.Aws;

/// <summary>The bearer token by which an EKS cluster knows an AWS principal: a signed question to STS, asked by the cluster, "who is this?".</summary>
/// <remarks>
/// As <c>aws eks get-token</c> makes it. The cluster's name is signed as a header that the URL does not hold, so that a token for one cluster
/// opens no other. Source: https://github.com/kubernetes-sigs/aws-iam-authenticator (pkg/token/token.go, GetWithSTS and Verify).
/// </remarks>
public static class EksToken
{
    /// <summary>How long a token may be used: it is good for 15 minutes from when it was signed, whatever its expiry says.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(14);

    private const string Prefix = "k8s-aws-v1.";
    private const string ClusterHeader = "x-k8s-aws-id";

    /// <param name="credentials">Of the principal that the cluster's access entry names; a role's bring their session token.</param>
    /// <param name="region">Whose STS the cluster shall ask.</param>
    /// <param name="cluster">Its name.</param>
    /// <param name="at">Now.</param>
    /// <param name="fips">The FIPS host of STS.</param>
    public static string Sign(ImmutableCredentials credentials, string region, string cluster, DateTimeOffset at, bool fips = false)
    {
        var host = StsHosts.Of(region, fips);
        var request = new DefaultRequest(new GetCallerIdentity(), "STS")
        {
            HttpMethod = "GET",
            Endpoint = new Uri($"https://{host}"),
            ResourcePath = "/",
            UseQueryString = true,
            AuthenticationRegion = region,
            Headers = { [ClusterHeader] = cluster },
            Parameters =
            {
                ["Action"] = "GetCallerIdentity",
                ["Version"] = "2011-06-15",
                ["X-Amz-Expires"] = "60",    // not looked at any more, but old verifiers want it
            },
        };
        if (credentials.UseToken)
        {
            request.Parameters["X-Amz-Security-Token"] = credentials.Token;
        }

        var signed = AWS4PreSignedUrlSigner.SignRequest(
            request, null, null, credentials.AccessKey, credentials.SecretKey, "sts", region, at.UtcDateTime);
        var query = request.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}");
        return Prefix + Base64Url($"https://{host}/?{string.Join('&', query)}&{signed.ForQueryParameters}");
    }

    private static string Base64Url(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private sealed class GetCallerIdentity : AmazonWebServiceRequest;
}
