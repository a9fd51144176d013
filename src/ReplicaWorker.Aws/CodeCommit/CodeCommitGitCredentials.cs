using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;

namespace ReplicaWorker.Aws;

/// <summary>User name and password by which CodeCommit lets git in: a Signature Version 4 in the place of a password.</summary>
/// <remarks>
/// As <c>aws codecommit credential-helper</c> makes them. Good for about 15 minutes, so every request is signed afresh.
/// Source: https://github.com/aws/git-remote-codecommit (git_remote_codecommit/__init__.py).
/// </remarks>
public static class CodeCommitGitCredentials
{
    /// <param name="credentials">Of a principal with <c>codecommit:GitPull</c> or <c>codecommit:GitPush</c>.</param>
    /// <param name="region">The repository's region: signatures hold for one only.</param>
    /// <param name="host">As in the URL, without port.</param>
    /// <param name="path">The repository's path as it stands in the URL, <c>/v1/repos/NAME</c>: neither escaped nor unescaped here,
    /// without <c>/info/refs</c> and the like.</param>
    /// <param name="at">Now.</param>
    public static GitCredentials Sign(ImmutableCredentials credentials, string region, string host, string path, DateTimeOffset at)
    {
        var time = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        var date = time[..8];

        // No payload hash at the end: that is how CodeCommit's canonical request differs from all others.
        var request = $"GIT\n{path}\n\nhost:{host}\n\nhost\n";
        var toSign = $"AWS4-HMAC-SHA256\n{time}\n{date}/{region}/codecommit/aws4_request\n{Hex(SHA256.HashData(Utf8(request)))}";

        var key = Hmac(Utf8("AWS4" + credentials.SecretKey), date);
        foreach (var part in (ReadOnlySpan<string>)[region, "codecommit", "aws4_request"])
        {
            key = Hmac(key, part);
        }

        var user = credentials.UseToken ? $"{credentials.AccessKey}%{credentials.Token}" : credentials.AccessKey;
        return new GitCredentials(user, $"{time}Z{Hex(Hmac(key, toSign))}");
    }

    private static byte[] Hmac(byte[] key, string data) => HMACSHA256.HashData(key, Utf8(data));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
