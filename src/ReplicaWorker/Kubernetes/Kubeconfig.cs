using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ReplicaWorker.Kubernetes;

/// <summary>A kubeconfig file, as far as a program without a shell and without a person can use one.</summary>
/// <remarks>
/// What would run another program (<c>exec</c>, <c>auth-provider</c>) is refused, and so is what would trust everybody.
/// Source: Kubernetes reference, Config v1.
/// </remarks>
internal sealed class Kubeconfig
{
    private const int Longest = 1024 * 1024;

    private readonly string _folder;
    private readonly YamlMappingNode _root;

    private Kubeconfig(string folder, YamlMappingNode root) => (_folder, _root) = (folder, root);

    /// <param name="path">A file; what it names by relative path lies beside it.</param>
    /// <exception cref="KubeconfigException">It cannot be read.</exception>
    public static Kubeconfig Read(string path)
    {
        try
        {
            return new FileInfo(path).Length > Longest
                ? throw new KubeconfigException($"is longer than {Longest} bytes")
                : Parse(File.ReadAllText(path), Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new KubeconfigException("cannot be read: " + unreadable.Message, unreadable);
        }
    }

    /// <exception cref="KubeconfigException">It is not a kubeconfig.</exception>
    public static Kubeconfig Parse(string text, string folder)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException broken)
        {
            throw new KubeconfigException($"is not YAML (line {broken.Start.Line})");    // its message may quote the line
        }

        return yaml.Documents is [{ RootNode: YamlMappingNode root }]
            ? new(folder, root)
            : throw new KubeconfigException("is not one YAML document with a mapping");
    }

    public bool HasContext(string name) => Named("contexts", name) is not null;

    /// <summary>The cluster and the user of a context.</summary>
    /// <exception cref="KubeconfigException">There is none, or it needs what we do not do.</exception>
    public ClusterAccess Access(string context)
    {
        var chosen = Map(Named("contexts", context) ?? throw new KubeconfigException($"has no context {context}"), "context", $"context {context}");
        var (clusterName, userName) = (Required(chosen, "cluster", $"context {context}"), Text(chosen, "user"));
        var cluster = Map(Named("clusters", clusterName) ?? throw new KubeconfigException($"has no cluster {clusterName}"), "cluster", $"cluster {clusterName}");
        var access = Cluster(context, clusterName, cluster);
        if (userName is null)
        {
            return access;
        }

        var user = Map(Named("users", userName) ?? throw new KubeconfigException($"has no user {userName}"), "user", $"user {userName}");
        return User(access, userName, user);
    }

    private ClusterAccess Cluster(string context, string name, YamlMappingNode cluster)
    {
        var server = Required(cluster, "server", $"cluster {name}");
        if (!Uri.TryCreate(server.TrimEnd('/') + "/", UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
        {
            throw new KubeconfigException($"cluster {name}: server is not an https URL");
        }

        Refuse(cluster, $"cluster {name}", ("insecure-skip-tls-verify", "would trust everybody"), ("proxy-url", "is not supported"));
        return new(context, url)
        {
            Authorities = Pem(cluster, "certificate-authority", $"cluster {name}") is { } pem ? Authorities(pem, $"cluster {name}") : null,
            TlsServerName = Text(cluster, "tls-server-name"),
        };
    }

    private ClusterAccess User(ClusterAccess access, string name, YamlMappingNode user)
    {
        var what = $"user {name}";
        Refuse(
            user,
            what,
            ("exec", "would run another program, and the image has none; use token, tokenFile or a client certificate"),
            ("auth-provider", "would run another program, and the image has none; use token, tokenFile or a client certificate"),
            ("username", "is basic authentication, which Kubernetes has no more"));
        var (certificate, key) = (Pem(user, "client-certificate", what), Pem(user, "client-key", what));
        if (certificate is null != key is null)
        {
            throw new KubeconfigException($"{what}: has a client certificate or key without the other");
        }

        return access with
        {
            Token = Text(user, "token") is { } token ? new FixedToken(token)
                : Text(user, "tokenFile") is { } file ? new TokenFile(At(file))
                : null,
            ClientCertificate = certificate is null ? null : ClientCertificate(certificate, key!, what),
        };
    }

    /// <summary>The file's own data, or what lies in the file that it names.</summary>
    private string? Pem(YamlMappingNode node, string key, string what)
    {
        try
        {
            return Text(node, key + "-data") is { } data ? Encoding.UTF8.GetString(Convert.FromBase64String(data))
                : Text(node, key) is { } path ? File.ReadAllText(At(path))
                : null;
        }
        catch (FormatException)
        {
            throw new KubeconfigException($"{what}: {key}-data is not base64");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new KubeconfigException($"{what}: {key} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static X509Certificate2Collection Authorities(string pem, string what)
    {
        try
        {
            return ClusterAuthorities.Read(pem);
        }
        catch (CryptographicException wrong)
        {
            throw new KubeconfigException($"{what}: certificate-authority is not a certificate in PEM", wrong);
        }
    }

    private static X509Certificate2 ClientCertificate(string certificate, string key, string what)
    {
        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            throw new KubeconfigException($"{what}: client certificate and key are not a pair in PEM");
        }
    }

    private static void Refuse(YamlMappingNode node, string what, params ReadOnlySpan<(string Key, string Why)> keys)
    {
        foreach (var (key, why) in keys)
        {
            if (node.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is not YamlScalarNode { Value: "false" or "" or null })
            {
                throw new KubeconfigException($"{what}: {key} {why}");
            }
        }
    }

    private YamlMappingNode? Named(string list, string name) =>
        (_root.Children.TryGetValue(new YamlScalarNode(list), out var node) ? node as YamlSequenceNode : null)?
            .OfType<YamlMappingNode>().FirstOrDefault(item => Text(item, "name") == name);

    private static YamlMappingNode Map(YamlMappingNode item, string key, string what) =>
        item.Children.TryGetValue(new YamlScalarNode(key), out var node) && node is YamlMappingNode map
            ? map
            : throw new KubeconfigException($"{what}: {key} is missing");

    private static string Required(YamlMappingNode map, string key, string what) =>
        Text(map, key) ?? throw new KubeconfigException($"{what}: {key} is missing");

    private static string? Text(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var node) && node is YamlScalarNode { Value: { Length: > 0 } text } ? text : null;

    private string At(string path) => Path.Combine(_folder, path);
}
