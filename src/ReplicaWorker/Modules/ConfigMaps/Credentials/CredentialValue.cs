using System.Text.Json;
using System.Text.RegularExpressions;

namespace ReplicaWorker.Modules.ConfigMaps.Credentials;

/// <summary>Whether a value looks like a credential, or holds one.</summary>
/// <remarks>The shapes are those that their issuers publish; none of the expressions can backtrack.</remarks>
internal static partial class CredentialValue
{
    /// <summary>Deepest JSON that is looked into; what nests deeper is no configuration value.</summary>
    private const int Deepest = 16;

    private static readonly (string What, Func<Regex> Shape)[] Shapes =
    [
        ("a private key", PrivateKey),
        ("a JSON web token", WebToken),
        ("an access key", AwsKey),
        ("a token of a known issuer", IssuedToken),
        ("a password in a URL", UrlPassword),
        ("a signed URL", SignedUrl),
        ("a webhook's URL", Webhook),
        ("a password in a connection string", ConnectionString),
        ("an Authorization header", Authorization),
        ("a password hash", PasswordHash),
    ];

    /// <summary>What it looks like, for people; null when it looks harmless. Never holds any of it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="checkNames">Names within JSON tell as well.</param>
    public static string? Look(string value, bool checkNames) => Shape(value) ?? Within(value, checkNames) ?? (HighEntropy.IsIn(value) ? "a high-entropy string" : null);

    private static string? Shape(string value)
    {
        foreach (var (what, shape) in Shapes)
        {
            if (shape().IsMatch(value))
            {
                return what;
            }
        }

        return null;
    }

    /// <summary>A value that is JSON itself has names and values of its own.</summary>
    private static string? Within(string value, bool checkNames)
    {
        if (value.AsSpan().TrimStart() is not ['{' or '[', ..])
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(value, new() { MaxDepth = Deepest });
            return Within(json.RootElement, checkNames);
        }
        catch (JsonException)
        {
            return null;    // no JSON: its text has been looked at
        }
    }

    private static string? Within(JsonElement element, bool checkNames) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .Select(member => checkNames && IsFilled(member.Value) && CredentialName.IsTelling(member.Name) ? "JSON with a credential's name in it" : Within(member.Value, checkNames))
            .FirstOrDefault(found => found is not null),
        JsonValueKind.Array => element.EnumerateArray().Select(item => Within(item, checkNames)).FirstOrDefault(found => found is not null),
        JsonValueKind.String => Look(element.GetString()!, checkNames),
        _ => null,
    };

    private static bool IsFilled(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0;

    [GeneratedRegex("-----BEGIN [A-Z0-9 ]*PRIVATE KEY|PuTTY-User-Key-File-|AGE-SECRET-KEY-1", RegexOptions.NonBacktracking)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*", RegexOptions.NonBacktracking)]
    private static partial Regex WebToken();

    /// <remarks>Source: IAM user guide, "Understanding unique ID prefixes".</remarks>
    [GeneratedRegex(@"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b", RegexOptions.NonBacktracking)]
    private static partial Regex AwsKey();

    [GeneratedRegex(
        @"\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_[A-Za-z0-9_]{22,}|\bglpat-[A-Za-z0-9_-]{20,}|\bxox[abeoprs]-[A-Za-z0-9-]{10,}"
        + @"|\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9+/]{16,}|\bAIza[A-Za-z0-9_-]{35}|\bya29\.[A-Za-z0-9_-]{20,}|\bnpm_[A-Za-z0-9]{36}"
        + @"|\bpypi-[A-Za-z0-9_-]{20,}|\bSG\.[A-Za-z0-9_-]{16,}\.|\bsk-[A-Za-z0-9_-]{20,}|\bhv[sb]\.[A-Za-z0-9_-]{20,}|\bdop_v1_[a-f0-9]{32,}|\bk8s-aws-v1\.",
        RegexOptions.NonBacktracking)]
    private static partial Regex IssuedToken();

    /// <summary><c>scheme://user:password@host</c>, also without a user; a placeholder (<c>${NAME}</c>, <c>&lt;password&gt;</c>, <c>***</c>) is none.</summary>
    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9+.-]*://[^\s/?#:@]*:[^\s/?#@$<{*][^\s/?#@]*@", RegexOptions.NonBacktracking)]
    private static partial Regex UrlPassword();

    [GeneratedRegex(
        "[?&](?:X-Amz-Signature|X-Goog-Signature|Signature|sig|token|access_token|api_?key|password|secret)=[^&\\s]",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex SignedUrl();

    [GeneratedRegex(@"hooks\.slack\.com/(?:services|workflows)/|discord(?:app)?\.com/api/webhooks/|\.webhook\.office\.com/webhookb2/", RegexOptions.NonBacktracking)]
    private static partial Regex Webhook();

    [GeneratedRegex(
        "(?:^|[;,\\s\"'{(])(?:[a-z]+[ _-]?)?(?:password|passwd|pwd|accountkey|sharedaccesskey|sharedaccesssignature|client[_-]?secret|secret[_-]?key|api[_-]?key)"
        + "[\"']?\\s*[=:]\\s*[\"']?[^\\s;,\"'$<{*]",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex ConnectionString();

    [GeneratedRegex(@"(?:^|[\s:""'])(?:Basic|Bearer) +[A-Za-z0-9+/=_.~-]{8,}", RegexOptions.NonBacktracking)]
    private static partial Regex Authorization();

    [GeneratedRegex(@"\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|\$argon2(?:id|i|d)\$|\$[156y]\$[./A-Za-z0-9$]{20,}", RegexOptions.NonBacktracking)]
    private static partial Regex PasswordHash();
}
