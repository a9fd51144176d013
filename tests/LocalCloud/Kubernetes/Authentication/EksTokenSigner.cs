using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace LocalCloud.Kubernetes.Authentication;

/// <summary>Makes the tokens that <see cref="EksTokenVerifier"/> takes, for tests that need one and do not ask where it comes from.</summary>
internal static class EksTokenSigner
{
    public static string Sign(AwsPrincipal principal, string cluster, string region, DateTimeOffset now)
    {
        var (host, date) = ($"sts.{region}.amazonaws.com", now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        var query = "Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=" + SigV4Query.Algorithm
            + $"&X-Amz-Credential={principal.Key.Id}%2F{date[..8]}%2F{region}%2Fsts%2Faws4_request&X-Amz-Date={date}&X-Amz-Expires=60"
            + "&X-Amz-SignedHeaders=host%3Bx-k8s-aws-id"
            + (principal.SessionToken is { } token ? "&X-Amz-Security-Token=" + Uri.EscapeDataString(token) : "");
        var signature = SigV4Query.Sign(principal.Key.Secret, query, [("host", host), ("x-k8s-aws-id", cluster)], date, region, "sts");
        return EksTokenVerifier.Prefix + Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"https://{host}/?{query}&X-Amz-Signature={signature}"));
    }
}
