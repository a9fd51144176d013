using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LocalCloud.Kubernetes;

/// <summary>One context of a kubeconfig: a cluster, and one way to be known there.</summary>
public sealed record KubeconfigContext(KubernetesCluster Cluster, string Name)
{
    public string? Token { get; init; }

    /// <summary>With its private key.</summary>
    public X509Certificate2? Certificate { get; init; }

    public string? Namespace { get; init; }
}

/// <summary>A kubeconfig as people have it: YAML, with everything inside.</summary>
public static class Kubeconfig
{
    /// <param name="contexts">The first is the current one.</param>
    public static string Yaml(params IReadOnlyList<KubeconfigContext> contexts)
    {
        var text = new StringBuilder("apiVersion: v1\nkind: Config\npreferences: {}\n")
            .Append(System.Globalization.CultureInfo.InvariantCulture, $"current-context: {contexts[0].Name}\n")
            .Append("clusters:\n");
        foreach (var context in contexts)
        {
            text.Append($"""
                - name: {context.Name}
                  cluster:
                    certificate-authority-data: {Base64(context.Cluster.Certificates.AuthorityPem)}
                    server: {context.Cluster.Endpoint.AbsoluteUri.TrimEnd('/')}

                """);
        }

        text.Append("contexts:\n");
        foreach (var context in contexts)
        {
            text.Append($"""
                - name: {context.Name}
                  context:
                    cluster: {context.Name}
                    user: {context.Name}

                """);
            text.Append(context.Namespace is { } @namespace ? $"    namespace: {@namespace}\n" : "");
        }

        text.Append("users:\n");
        foreach (var context in contexts)
        {
            text.Append($"- name: {context.Name}\n  user:\n").Append(User(context));
        }

        return text.ToString();
    }

    private static string User(KubeconfigContext context) => (context.Token, context.Certificate) switch
    {
        ({ } token, _) => $"    token: {token}\n",
        (_, { } certificate) =>
            $"    client-certificate-data: {Base64(certificate.ExportCertificatePem())}\n"
            + $"    client-key-data: {Base64(PrivateKey(certificate))}\n",
        _ => "    {}\n",
    };

    private static string PrivateKey(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey() ?? throw new ArgumentException("the certificate has no private key", nameof(certificate));
        return key.ExportECPrivateKeyPem();
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
