using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using NUnit.Framework;
using ReplicaWorker.Kubernetes;

namespace ReplicaWorker.Tests.Kubernetes;

public sealed class KubeconfigTests
{
    [Test]
    public async Task A_context_has_its_clusters_server_and_authority_and_its_users_token()
    {
        var (authority, _) = Certificate("the authority");

        var access = Parse($$"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: east
              cluster: { server: "https://10.0.0.1:6443", certificate-authority-data: {{Base64(authority)}}, tls-server-name: kubernetes }
            users:
            - name: worker
              user: { token: abc }
            contexts:
            - name: prod
              context: { cluster: east, user: worker, namespace: web }
            """).Access("prod");

        Assert.Multiple(() =>
        {
            Assert.That((access.Name, access.Server.AbsoluteUri, access.TlsServerName), Is.EqualTo(("prod", "https://10.0.0.1:6443/", "kubernetes")));
            Assert.That(access.Authorities!.Single().Subject, Is.EqualTo("CN=the authority"));
            Assert.That(access.ClientCertificate, Is.Null);
        });
        Assert.That(await access.Token!.GetAsync(null, CancellationToken.None), Is.EqualTo("abc"));
    }

    [Test]
    public void A_user_may_have_a_certificate()
    {
        var (certificate, key) = Certificate("worker");

        using var ours = Parse(With(user: $"client-certificate-data: {Base64(certificate)}, client-key-data: {Base64(key)}")).Access("prod").ClientCertificate!;

        Assert.That((ours.Subject, ours.HasPrivateKey), Is.EqualTo(("CN=worker", true)));
    }

    [TestCase("exec: { command: aws }", "", "user worker: exec would run another program")]
    [TestCase("auth-provider: { name: gcp }", "", "user worker: auth-provider would run another program")]
    [TestCase("username: me, password: hunter2", "", "user worker: username is basic authentication")]
    [TestCase("client-certificate-data: aHVudGVyMg==", "", "has a client certificate or key without the other")]
    [TestCase("client-certificate-data: hunter2, client-key-data: hunter2", "", "client-certificate-data is not base64")]
    [TestCase("client-certificate-data: aHVudGVyMg==, client-key-data: aHVudGVyMg==", "", "are not a pair in PEM")]
    [TestCase("token: a", "insecure-skip-tls-verify: true", "would trust everybody")]
    [TestCase("token: a", "proxy-url: 'http://10.0.0.1'", "proxy-url is not supported")]
    [TestCase("token: a", "certificate-authority-data: aHVudGVyMg==", "certificate-authority is not a certificate in PEM")]
    public void What_we_do_not_do_is_refused_by_name_and_values_are_not_repeated(string user, string cluster, string said) =>
        Assert.That(
            () => Parse(With(user, cluster)).Access("prod"),
            Throws.TypeOf<KubeconfigException>().With.Message.Contains(said).And.Message.Not.Contains("hunter2"));

    [TestCase("http://10.0.0.1")]
    [TestCase("10.0.0.1:6443")]
    public void A_server_without_TLS_is_refused(string server) =>
        Assert.That(() => Parse(With("token: a").Replace("https://10.0.0.1", server, StringComparison.Ordinal)).Access("prod"), Throws.TypeOf<KubeconfigException>().With.Message.Contains("https"));

    [TestCase("[a, b]", "is not one YAML document with a mapping")]
    [TestCase("", "is not one YAML document with a mapping")]
    [TestCase("a: [hunter2", "is not YAML (line")]
    public void What_is_no_kubeconfig_is_said_so(string text, string said) =>
        Assert.That(() => Parse(text), Throws.TypeOf<KubeconfigException>().With.Message.StartsWith(said).And.Message.Not.Contains("hunter2"));

    [Test]
    public void A_context_that_is_not_there_is_named()
    {
        var file = Parse(With("token: a"));

        Assert.That(file.HasContext("prod"), Is.True);
        Assert.That(file.HasContext("test"), Is.False);
        Assert.That(() => file.Access("test"), Throws.TypeOf<KubeconfigException>().With.Message.EqualTo("has no context test"));
    }

    private static Kubeconfig Parse(string text) => Kubeconfig.Parse(text, "/nowhere");

    private static string With(string user, string cluster = "") => $$"""
        clusters: [{ name: east, cluster: { server: "https://10.0.0.1", {{cluster}} } }]
        users: [{ name: worker, user: { {{user}} } }]
        contexts: [{ name: prod, context: { cluster: east, user: worker } }]
        """;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static (string Certificate, string Key) Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var from = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(from, from.AddYears(50));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
