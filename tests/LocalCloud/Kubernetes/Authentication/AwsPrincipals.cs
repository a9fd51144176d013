using System.Collections.Concurrent;

namespace LocalCloud.Kubernetes.Authentication;

/// <summary>The access keys that STS knows here. A test may add its own, or give one a session token.</summary>
public sealed class AwsPrincipals
{
    private readonly ConcurrentDictionary<string, AwsPrincipal> _byKey = new(StringComparer.Ordinal);

    public AwsPrincipal this[AccessKey key] => _byKey[key.Id];

    /// <summary>A key that is there already is replaced.</summary>
    public void Add(AwsPrincipal principal) => _byKey[principal.Key.Id] = principal;

    internal AwsPrincipal? Find(string accessKeyId) => _byKey.GetValueOrDefault(accessKeyId);
}
