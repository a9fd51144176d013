using System.Collections.Concurrent;

namespace LocalCloud.Kubernetes.Authentication;

/// <summary>Says who a bearer token is: an EKS token by the cluster's access entries, or a token that a test had issued.</summary>
internal sealed class ClusterAuthenticator(ClusterOptions options, AwsPrincipals principals, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, KubernetesUser> _issued = new(StringComparer.Ordinal);
    private readonly EksTokenVerifier _verifier = new(options.Name, principals.Find, time);

    public TimeProvider Time => time;

    /// <summary>Entries by their principal's ARN.</summary>
    public ConcurrentDictionary<string, AccessEntry> Entries { get; } = new(
        options.AccessEntries.Select(entry => KeyValuePair.Create(entry.PrincipalArn, entry)), StringComparer.Ordinal);

    public void Issue(string token, KubernetesUser user) => _issued[token] = user;

    public void Revoke(string token) => _issued.TryRemove(token, out _);

    /// <exception cref="EksTokenException">Nobody that this cluster lets in; the message says why.</exception>
    public KubernetesUser Authenticate(string token)
    {
        if (_issued.TryGetValue(token, out var user))
        {
            return user;
        }

        var principal = _verifier.Verify(token);
        return options.AuthenticationMode != "CONFIG_MAP" && Entries.TryGetValue(principal.EntryArn, out var entry)
            ? entry.UserOf(principal)
            : throw new EksTokenException($"no access entry for {principal.EntryArn}");
    }
}
