using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LocalCloud.Kubernetes.Authentication;

/// <summary>Checks a bearer token as EKS does: a URL that STS would answer, signed for this cluster less than 15 minutes ago.</summary>
/// <remarks>
/// The checks and their order are those of aws-iam-authenticator (pkg/token/token.go, Verify). Where that sends the URL to STS, the
/// signature is computed anew from the key that the local cloud knows.
/// </remarks>
/// <param name="clusterName">Signed as <c>x-k8s-aws-id</c>: a token for another cluster has a wrong signature here.</param>
/// <param name="principalOf">Whose access key id that is.</param>
/// <param name="time">Decides what has expired.</param>
/// <param name="partition">Whose STS hosts are taken.</param>
public sealed partial class EksTokenVerifier(
    string clusterName, Func<string, AwsPrincipal?> principalOf, TimeProvider time, string partition = "aws")
{
    public const string Prefix = "k8s-aws-v1.";

    private const int MaxLength = 4096;
    private const string ClusterHeader = "x-k8s-aws-id";
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>From the time of signing, whatever X-Amz-Expires says.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    /// <summary>How far ahead of STS's clock a signature may be.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private static readonly string[] Allowed =
    [
        "action", "version", "x-amz-algorithm", "x-amz-credential", "x-amz-date",
        "x-amz-expires", "x-amz-security-token", "x-amz-signature", "x-amz-signedheaders",
    ];

    /// <exception cref="EksTokenException">Not taken; the message says why.</exception>
    public AwsPrincipal Verify(string token)
    {
        Require(token.Length <= MaxLength, "token is too large");
        Require(token.StartsWith(Prefix, StringComparison.Ordinal), $"token is missing expected \"{Prefix}\" prefix");

        var url = Url().Match(Decode(token[Prefix.Length..]));
        Require(url.Success && url.Groups["scheme"].Value == "https", "unexpected scheme in pre-signed URL");
        var host = url.Groups["host"].Value;
        var region = StsHosts.RegionOf(host, partition) ?? throw new EksTokenException("unexpected hostname in pre-signed URL");
        Require(url.Groups["path"].Value == "/", "unexpected path in pre-signed URL");

        var query = Query(url.Groups["query"].Value);
        Require(query.GetValueOrDefault("action") == "GetCallerIdentity", "unexpected action parameter in pre-signed URL");
        var signedHeaders = query.GetValueOrDefault("x-amz-signedheaders", "").Split(';');
        Require(
            signedHeaders.Contains(ClusterHeader, StringComparer.OrdinalIgnoreCase),
            $"client did not sign the {ClusterHeader} header in the pre-signed URL");
        Require(
            int.TryParse(query.GetValueOrDefault("x-amz-expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
            && expires is >= 0 and <= 900,
            "invalid X-Amz-Expires parameter in pre-signed URL");
        RequireFresh(query.GetValueOrDefault("x-amz-date", ""));

        return AskSts(host, region, url.Groups["query"].Value, query, signedHeaders);
    }

    private void RequireFresh(string date)
    {
        Require(
            DateTimeOffset.TryParseExact(date, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt),
            "error parsing X-Amz-Date parameter");
        var age = time.GetUtcNow() - signedAt;
        Require(age <= Life, $"X-Amz-Date parameter is expired ({Life.TotalMinutes:F0} minute expiration)");
        Require(age >= -Ahead, "signature not yet current");
    }

    // What STS does with GET https://HOST/?QUERY and the one header x-k8s-aws-id.
    private AwsPrincipal AskSts(
        string host, string region, string rawQuery, Dictionary<string, string> query, string[] signedHeaders)
    {
        Require(query.GetValueOrDefault("version") == "2011-06-15", "STS knows no such version");
        Require(query.GetValueOrDefault("x-amz-algorithm") == SigV4Query.Algorithm, "STS knows no such algorithm");

        var credential = query.GetValueOrDefault("x-amz-credential", "").Split('/');
        var day = query["x-amz-date"][..8];
        Require(
            credential is [_, var signedDay, var signedRegion, "sts", "aws4_request"] && signedDay == day && signedRegion == region,
            "credential should be scoped to the day, the region of the host and sts");

        var principal = principalOf(credential[0]) ?? throw new EksTokenException("the security token included in the request is invalid");
        Require(
            principal.SessionToken == query.GetValueOrDefault("x-amz-security-token"),
            "the security token included in the request is invalid");

        var sent = new Dictionary<string, string>(StringComparer.Ordinal) { ["host"] = host, [ClusterHeader] = clusterName };
        Require(
            signedHeaders.Contains("host", StringComparer.Ordinal) && Array.TrueForAll(signedHeaders, sent.ContainsKey),
            "STS is not sent every signed header");

        var signature = SigV4Query.Sign(
            principal.Key.Secret, rawQuery, [.. signedHeaders.Select(name => (name, sent[name]))], query["x-amz-date"], region, "sts");
        Require(
            SigV4Query.Equal(signature, query.GetValueOrDefault("x-amz-signature", "")),
            "the request signature we calculated does not match the signature you provided");
        return principal;
    }

    private static Dictionary<string, string> Query(string raw)
    {
        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in SigV4Query.Parameters(raw))
        {
            var lower = name.ToLowerInvariant();
            Require(Allowed.Contains(lower, StringComparer.Ordinal), $"non-whitelisted query parameter \"{name}\"");
            Require(query.TryAdd(lower, value), $"query parameter with multiple values or duplicate: \"{name}\"");
        }

        return query;
    }

    private static string Decode(string encoded)
    {
        Require(RawUrlEncoding().IsMatch(encoded), "illegal base64url data");       // no padding, no line breaks
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(encoded));
        }
        catch (FormatException)
        {
            throw new EksTokenException("illegal base64url data");
        }
    }

    private static void Require(bool holds, string reason)
    {
        if (!holds)
        {
            throw new EksTokenException(reason);
        }
    }

    // The host with its port and user, if any: neither is an STS host.
    [GeneratedRegex(@"\A(?<scheme>[a-zA-Z]+)://(?<host>[^/?#]*)(?<path>/[^?#]*)?(\?(?<query>[^#]*))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Url();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]+\z")]
    private static partial Regex RawUrlEncoding();
}
