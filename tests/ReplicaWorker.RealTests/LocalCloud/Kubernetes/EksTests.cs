using System.Text;
using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Aws;
using LocalCloud.Kubernetes;
using LocalCloud.Kubernetes.Authentication;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud.Kubernetes;

/// <summary>EKS as the AWS CLI sees it, and the front before a cluster: log, faults, TLS.</summary>
public sealed class EksTests
{
    private Cloud _cloud = null!;
    private KubernetesCluster _cluster = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _cloud = await Cloud.StartAsync(new()
        {
            RulesDirectory = "/nonexistent",
            TaskDefinitionFile = "/nonexistent",
            KubernetesAssets = null,
            Clusters =
            [
                new("us-east-1", "apps"),
                new("us-east-1", "young") { Status = "CREATING" },
                new("us-west-2", "misnamed") { CertificateNames = ["cluster.example"] },
            ],
        });
        _cluster = _cloud.Kubernetes["us-east-1", "apps"];
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _cloud.DisposeAsync();

    [TearDown]
    public void Reset() => _cluster.Faults.Clear();

    [Test]
    public async Task DescribeCluster_leads_to_the_cluster_and_to_the_authority_that_vouches_for_it()
    {
        var (code, output) = await AwsCli.RunAsync(_cloud, "eks", "describe-cluster", "--name", "apps");
        Assert.That(code, Is.Zero, output);
        var cluster = JsonNode.Parse(output)!["cluster"]!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(cluster["arn"]!.GetValue<string>(), Is.EqualTo("arn:aws:eks:us-east-1:123456789012:cluster/apps"));
            Assert.That(cluster["status"]!.GetValue<string>(), Is.EqualTo("ACTIVE"));
            Assert.That(cluster["accessConfig"]!["authenticationMode"]!.GetValue<string>(), Is.EqualTo("API"));
            Assert.That(cluster["endpoint"]!.GetValue<string>(), Is.EqualTo($"https://127.0.0.1:{_cluster.Endpoint.Port}"));
            Assert.That(
                Encoding.UTF8.GetString(Convert.FromBase64String(cluster["certificateAuthority"]!["data"]!.GetValue<string>())),
                Is.EqualTo(_cluster.Certificates.AuthorityPem));
            Assert.That(_cloud.Aws.Requests.Select(call => (call.Service, call.Operation, call.Status)), Does.Contain(("eks", "DescribeCluster", 200)));
        }
    }

    [Test]
    public async Task A_cluster_that_is_being_made_has_no_endpoint_yet_and_one_elsewhere_is_not_found()
    {
        var (_, young) = await AwsCli.RunAsync(_cloud, "eks", "describe-cluster", "--name", "young", "--query", "cluster.[status,endpoint,certificateAuthority]");
        var (code, error) = await AwsCli.RunAsync(_cloud, "eks", "describe-cluster", "--name", "apps", "--region", "us-west-2");
        var (_, listed) = await AwsCli.RunAsync(_cloud, "eks", "list-clusters", "--query", "clusters", "--output", "text");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(JsonNode.Parse(young)!.ToJsonString(), Is.EqualTo("""["CREATING",null,{}]"""));
            Assert.That(code, Is.Not.Zero);
            Assert.That(error, Does.Contain("(ResourceNotFoundException) when calling the DescribeCluster operation: No cluster found for name: apps."));
            Assert.That(listed.Split('\t', '\n'), Is.EquivalentTo(new[] { "apps", "young" }));
        }
    }

    [Test]
    public async Task An_access_entry_lets_a_role_in_and_no_session()
    {
        const string Role = "arn:aws:iam::123456789012:role/auditor";
        var auditor = new AwsPrincipal(new("AKIAAUDITOR000000000", "auditor"), "arn:aws:sts::123456789012:assumed-role/auditor/tuesday");
        _cloud.Kubernetes.Principals.Add(auditor);

        var before = await StatusAsync(_cluster.SignToken(auditor));
        var (created, _) = await AwsCli.RunAsync(
            _cloud, "eks", "create-access-entry", "--cluster-name", "apps", "--principal-arn", Role, "--kubernetes-groups", "replica-worker");
        var (session, refused) = await AwsCli.RunAsync(_cloud, "eks", "create-access-entry", "--cluster-name", "apps", "--principal-arn", auditor.Arn);
        var (_, described) = await AwsCli.RunAsync(
            _cloud, "eks", "describe-access-entry", "--cluster-name", "apps", "--principal-arn", Role, "--query", "accessEntry.kubernetesGroups[0]", "--output", "text");
        var after = await StatusAsync(_cluster.SignToken(auditor));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((before, after), Is.EqualTo((401, 200)));
            Assert.That(created, Is.Zero);
            Assert.That(session, Is.Not.Zero);
            Assert.That(refused, Does.Contain("InvalidParameterException"));
            Assert.That(described.Trim(), Is.EqualTo("replica-worker"));
        }
    }

    [Test]
    public async Task Faults_of_the_AWS_API_hit_DescribeCluster_by_name()
    {
        using var fault = _cloud.Aws.Faults.Add(AwsFault.Denied("eks", "DescribeCluster") with { Status = 403 });
        var (code, error) = await AwsCli.RunAsync(_cloud, "eks", "describe-cluster", "--name", "apps");

        Assert.That((code == 0, error.Contains("AccessDeniedException", StringComparison.Ordinal)), Is.EqualTo((false, true)), error);
    }

    [Test]
    public async Task Every_request_is_logged_with_method_path_query_agent_and_whether_it_is_a_rehearsal()
    {
        using var wire = Wire();
        _cluster.ClearRequests();
        await wire.SendAsync("PATCH", "/api/v1/namespaces/default/configmaps/logged?fieldManager=a&dryRun=All",
            KubernetesWire.ConfigMap("logged"), "application/apply-patch+yaml", "agent/7");
        await wire.DeleteAsync("/api/v1/namespaces/default/configmaps/logged");
        await _cluster.Admin.ReadConfigMapAsync("default", "logged");

        Assert.That(
            _cluster.Requests.Select(call => (call.Method, call.Path, call.Query, call.UserAgent, call.DryRun, call.Status, call.Writes)), Is.EqualTo(new[]
            {
                ("PATCH", "/api/v1/namespaces/default/configmaps/logged", "fieldManager=a&dryRun=All", "agent/7", true, 201, false),
                ("DELETE", "/api/v1/namespaces/default/configmaps/logged", "", "wire/1", false, 404, true),
            }));
    }

    [Test]
    public async Task Faults_hit_the_requests_they_name_as_often_as_told()
    {
        using var wire = Wire();
        var path = KubernetesWire.PathOf();
        _cluster.Faults.Add(KubernetesFault.Throttled(TimeSpan.FromSeconds(3)) with { Times = 1 });
        _cluster.Faults.Add(KubernetesFault.Unauthorized() with { After = 1, Times = 1, Method = "GET" });
        _cluster.Faults.Add(KubernetesFault.Broken() with { After = 2, Times = 1 });
        _cluster.Faults.Add(KubernetesFault.Unavailable() with { After = 3, Times = 1 });

        var replies = new List<KubernetesReply>();
        for (var i = 0; i < 5; i++)
        {
            replies.Add(await wire.GetAsync(path));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(replies.Select(reply => reply.Status), Is.EqualTo(new[] { 429, 401, 500, 503, 200 }));
            Assert.That(replies[0].Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(3)));
            Assert.That(replies[2].Message, Is.EqualTo("etcdserver: request timed out"));
        }
    }

    [Test]
    public async Task A_request_cut_afterwards_or_in_its_answer_was_carried_out_and_an_unreachable_one_was_not()
    {
        using var wire = Wire();
        foreach (var (kind, name) in new[]
        {
            (KubernetesFaultKind.CutAfterwards, "cut-after"), (KubernetesFaultKind.CutAnswer, "cut-answer"), (KubernetesFaultKind.Unreachable, "cut-before"),
        })
        {
            using var fault = _cluster.Faults.Add(new() { Kind = kind });
            Assert.That(() => wire.ApplyAsync(KubernetesWire.ConfigMap(name), "one"), Throws.InstanceOf<HttpRequestException>().Or.InstanceOf<IOException>(), name);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await _cluster.Admin.ReadConfigMapAsync("default", "cut-after"), Is.Not.Null);
            Assert.That(await _cluster.Admin.ReadConfigMapAsync("default", "cut-answer"), Is.Not.Null);
            Assert.That(await _cluster.Admin.ReadConfigMapAsync("default", "cut-before"), Is.Null);
        }
    }

    [Test]
    public void A_client_that_trusts_the_machine_s_authorities_or_checks_the_name_does_not_get_in()
    {
        using var trusting = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var misnamed = _cloud.Kubernetes["us-west-2", "misnamed"].CreateClient();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => trusting.GetAsync(new Uri(_cluster.Endpoint, "/version")), Throws.InstanceOf<HttpRequestException>());
            Assert.That(() => misnamed.GetAsync(new Uri("/version", UriKind.Relative)), Throws.InstanceOf<HttpRequestException>());
        }
    }

    private KubernetesWire Wire() => new(_cluster, _cluster.IssueToken("tester", KubernetesUser.Masters));

    private async Task<int> StatusAsync(string token)
    {
        using var wire = new KubernetesWire(_cluster, token);
        return (await wire.GetAsync(KubernetesWire.PathOf())).Status;
    }
}
