namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>What Kubernetes accepts as a name. Checked before a name reaches a URL or a request.</summary>
internal static class KubernetesName
{
    private const int LongestLabel = 63;
    private const int LongestSubdomain = 253;
    private const int LongestKey = 253;

    /// <summary>A DNS label (RFC 1123).</summary>
    public static bool IsNamespace(string name) =>
        name.Length is >= 1 and <= LongestLabel
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && name[0] != '-'
        && name[^1] != '-';

    /// <summary>A DNS subdomain: labels joined by dots, 253 characters at most.</summary>
    public static bool IsObject(string name) =>
        name.Length is >= 1 and <= LongestSubdomain
        && name.Split('.').All(part => part.Length > 0 && part[0] != '-' && part[^1] != '-'
            && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));

    /// <summary>A key of a ConfigMap: a file may have it as its name.</summary>
    /// <remarks>Source: Kubernetes, IsConfigMapKey: <c>[-._a-zA-Z0-9]+</c>, not <c>.</c>, and nothing that begins with <c>..</c>.</remarks>
    public static bool IsKey(string key) =>
        key.Length is >= 1 and <= LongestKey
        && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        && key != "."
        && !key.StartsWith("..", StringComparison.Ordinal);
}
