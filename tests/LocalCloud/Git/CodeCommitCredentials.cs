using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LocalCloud.Git;

/// <summary>Checks the user name and password that an AWS principal derives for one repository by signature version 4.</summary>
/// <remarks>
/// Written from the signing side's description (aws-cli, awscli/customizations/codecommit.py): method <c>GIT</c>, the repository's
/// path, the host without its port, no payload hash; the password is the time of signing, <c>Z</c> and the signature.
/// </remarks>
internal sealed class CodeCommitCredentials(
    IReadOnlyDictionary<string, string> accessKeys,
    IReadOnlyDictionary<string, string> sessionTokens,
    TimeProvider time)
{
    /// <summary>How long a password is good, in either direction of the clock.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private const string TimeFormat = "yyyyMMdd'T'HHmmss";
    private const int TimeLength = 15;

    /// <param name="user">Access key id, followed by <c>%</c> and the session token when there is one.</param>
    /// <param name="password">15 characters of time, <c>Z</c>, 64 hexadecimal digits.</param>
    /// <param name="host">The host that the client asked, without port.</param>
    /// <param name="path">The absolute path of the repository's URL.</param>
    /// <param name="region">The region that the path belongs to.</param>
    public bool Accept(string user, string password, string host, string path, string region)
    {
        var percent = user.IndexOf('%', StringComparison.Ordinal);
        var (id, token) = percent < 0 ? (user, null) : (user[..percent], user[(percent + 1)..]);

        if (!accessKeys.TryGetValue(id, out var secret)
            || sessionTokens.GetValueOrDefault(id) != token
            || password.Length <= TimeLength
            || password[TimeLength] != 'Z')
        {
            return false;
        }

        var signedAt = password[..TimeLength];
        if (!DateTimeOffset.TryParseExact(
                signedAt, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            || (time.GetUtcNow() - at).Duration() > Life)
        {
            return false;
        }

        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Sign(secret, signedAt, host, path, region)),
            Encoding.UTF8.GetBytes(password[(TimeLength + 1)..]));
    }

    /// <summary>The Basic credentials that <see cref="Accept"/> takes.</summary>
    public string Basic(string id, string host, string path, string region)
    {
        var user = sessionTokens.TryGetValue(id, out var token) ? $"{id}%{token}" : id;
        var signedAt = time.GetUtcNow().ToString(TimeFormat, CultureInfo.InvariantCulture);
        var password = $"{signedAt}Z{Sign(accessKeys[id], signedAt, host, path, region)}";
        return "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
    }

    private static string Sign(string secret, string signedAt, string host, string path, string region)
    {
        var day = signedAt[..8];
        var request = $"GIT\n{path}\n\nhost:{host}\n\nhost\n";
        var scope = $"{day}/{region}/codecommit/aws4_request";
        var toSign = $"AWS4-HMAC-SHA256\n{signedAt}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(request)))}";

        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in (ReadOnlySpan<string>)[day, region, "codecommit", "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
