using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Kubernetes;
using LocalCloud.Kubernetes.Authentication;
using LocalCloud.Processes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud.Kubernetes;

/// <summary>Who gets into a cluster, and what they may do there.</summary>
[TestFixtureSource(typeof(KubernetesClouds), nameof(KubernetesClouds.Servers))]
public sealed class ClusterAccessTests(string server) : KubernetesFixture(server)
{
    private AwsPrincipal Worker => Cloud.Kubernetes.Principals[Cloud.Options.Worker];

    [Test]
    public async Task The_worker_s_token_opens_its_namespaces_and_no_others()
    {
        using var worker = As(Cluster.SignToken(Worker));
        var applied = await worker.ApplyAsync(Map("by-the-worker", ("k", "v")), "replica-worker", @namespace: "orders");
        var listed = await worker.GetAsync(PathOf());
        var elsewhere = await worker.GetAsync(PathOf("a", "kube-system"));
        var replaced = await worker.PutAsync(PathOf("by-the-worker", "orders"), Map("by-the-worker"));
        var namespaces = await worker.GetAsync("/api/v1/namespaces");

        const string Name = "arn:aws:sts::123456789012:assumed-role/replica-worker-task/worker";
        using (Assert.EnterMultipleScope())
        {
            Assert.That((applied.Status, listed.Status), Is.EqualTo((201, 200)));
            Assert.That((elsewhere.Status, elsewhere.Reason, elsewhere.Message), Is.EqualTo((403, "Forbidden",
                $"configmaps \"a\" is forbidden: User \"{Name}\" cannot get resource \"configmaps\" in API group \"\" in the namespace \"kube-system\"")));
            Assert.That(replaced.Message, Is.EqualTo(
                $"configmaps \"by-the-worker\" is forbidden: User \"{Name}\" cannot update resource \"configmaps\" in API group \"\" in the namespace \"orders\""));
            Assert.That(namespaces.Message, Is.EqualTo(
                $"namespaces is forbidden: User \"{Name}\" cannot list resource \"namespaces\" in API group \"\" at the cluster scope"));
            Assert.That(Cluster.Requests.Select(call => call.User), Does.Contain(Name));
        }
    }

    [Test]
    public async Task The_AWS_CLI_s_token_is_taken_by_the_cluster_that_it_names_alone()
    {
        var token = await CliTokenAsync("apps");
        var other = await CliTokenAsync("other");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await StatusAsync(Cluster, token), Is.EqualTo(200));
            Assert.That(await StatusAsync(Cluster, other), Is.EqualTo(401));
            Assert.That(Cluster.Requests[^1].Refusal, Does.Contain("signature we calculated does not match"));
            Assert.That(await StatusAsync(Cloud.Kubernetes["us-west-2", "apps"], token), Is.EqualTo(200));     // tokens name no region
        }
    }

    [Test]
    public async Task A_token_that_is_expired_wrong_or_of_nobody_s_is_unauthorized()
    {
        var stranger = new AwsPrincipal(new("AKIASTRANGER00000000", "stranger"), "arn:aws:iam::123456789012:user/stranger");
        Cloud.Kubernetes.Principals.Add(stranger);
        var expired = Cluster.SignToken(Worker, DateTimeOffset.UnixEpoch);

        using (Assert.EnterMultipleScope())
        {
            foreach (var token in (string[])["nonsense", expired, Cluster.SignToken(stranger), "k8s-aws-v1.AAAA"])
            {
                using var wire = As(token);
                var reply = await wire.GetAsync(PathOf());
                Assert.That((reply.Status, reply.Reason, reply.Message), Is.EqualTo((401, "Unauthorized", "Unauthorized")));
            }
        }
    }

    [Test]
    public async Task Without_a_token_one_is_anonymous_and_forbidden()
    {
        using var nobody = As(null);
        var reply = await nobody.GetAsync(PathOf("a"));

        Assert.That((reply.Status, reply.Message), Is.EqualTo((403,
            "configmaps \"a\" is forbidden: User \"system:anonymous\" cannot get resource \"configmaps\" in API group \"\" in the namespace \"default\"")));
    }

    [Test]
    public async Task A_session_token_must_be_signed_when_the_principal_has_one()
    {
        var session = new AwsPrincipal(new("ASIASESSION000000000", "session"), "arn:aws:sts::123456789012:assumed-role/replica-worker-task/s2", "token/+==");
        Cloud.Kubernetes.Principals.Add(session);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await StatusAsync(Cluster, Cluster.SignToken(session)), Is.EqualTo(200));
            Assert.That(await StatusAsync(Cluster, Cluster.SignToken(session with { SessionToken = null })), Is.EqualTo(401));
        }
    }

    [Test]
    public async Task An_apply_may_change_with_patch_alone_and_not_create()
    {
        await Cluster.Admin.CreateNamespaceAsync("patch-only");
        await Cluster.Admin.GrantAsync("patchers", "patch-only", "get", "patch");
        await Cluster.Admin.ApplyConfigMapAsync("patch-only", "there", new Dictionary<string, string> { ["a"] = "1" }, "other");
        using var patcher = As(Cluster.IssueToken("pat", "patchers"));

        var changed = await patcher.ApplyAsync(Map("there", ("b", "2")), "one", @namespace: "patch-only");
        var created = await patcher.ApplyAsync(Map("new", ("b", "2")), "one", @namespace: "patch-only");
        var deleted = await patcher.DeleteAsync(PathOf("there", "patch-only"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(changed.Status, Is.EqualTo(200));
            Assert.That((created.Status, created.Reason), Is.EqualTo((403, "Forbidden")));
            Assert.That(created.Message, Does.StartWith("configmaps \"new\" is forbidden: "));
            Assert.That(deleted.Status, Is.EqualTo(403));
        }
    }

    [Test]
    public async Task A_grant_that_is_taken_away_is_gone_and_reviews_say_so()
    {
        await Cluster.Admin.CreateNamespaceAsync("granted");
        await Cluster.Admin.GrantAsync("guests", "granted", "list");
        using var guest = As(Cluster.IssueToken("guest", "guests"));
        Task<KubernetesReply> ReviewAsync() => guest.PostAsync("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", new()
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SelfSubjectAccessReview",
            ["spec"] = new JsonObject
            {
                ["resourceAttributes"] = new JsonObject { ["namespace"] = "granted", ["verb"] = "list", ["resource"] = "configmaps" },
            },
        });

        var before = (await guest.GetAsync(PathOf(@namespace: "granted")), await ReviewAsync());
        await Cluster.Admin.GrantAsync("guests", "granted");
        var after = (await guest.GetAsync(PathOf(@namespace: "granted")), await ReviewAsync());

        using (Assert.EnterMultipleScope())
        {
            Assert.That((before.Item1.Status, before.Item2.Body["status"]!["allowed"]!.GetValue<bool>()), Is.EqualTo((200, true)));
            Assert.That((after.Item1.Status, after.Item2.Body["status"]!["allowed"]!.GetValue<bool>()), Is.EqualTo((403, false)));
        }
    }

    [Test]
    public async Task A_client_certificate_of_the_cluster_opens_it_and_another_s_does_not()
    {
        using var own = Cluster.Certificates.ForClient("carol", KubernetesUser.Masters);
        using var others = Cloud.Kubernetes["us-west-2", "apps"].Certificates.ForClient("carol", KubernetesUser.Masters);
        using var with = Cluster.CreateClient(certificate: own);
        using var without = Cluster.CreateClient(certificate: others);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await with.GetAsync(new Uri(PathOf(), UriKind.Relative))).StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(Cluster.Requests[^1].User, Is.EqualTo("carol"));
            Assert.That((await without.GetAsync(new Uri(PathOf(), UriKind.Relative))).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        }
    }

    [Test]
    public async Task Headers_that_name_a_user_are_believed_of_nobody()
    {
        using var client = Cluster.CreateClient(Cluster.IssueToken("nobody-special"));
        client.DefaultRequestHeaders.Add("X-Remote-User", "admin");
        client.DefaultRequestHeaders.Add("X-Remote-Group", KubernetesUser.Masters);

        Assert.That((await client.GetAsync(new Uri(PathOf(), UriKind.Relative))).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private static async Task<int> StatusAsync(KubernetesCluster cluster, string token)
    {
        using var wire = new KubernetesWire(cluster, token);
        return (await wire.GetAsync(PathOf())).Status;
    }

    // Where the token is signed for is STS's real host, not the local cloud's.
    private async Task<string> CliTokenAsync(string cluster)
    {
        var start = new ProcessStartInfo("aws", ["eks", "get-token", "--cluster-name", cluster]);
        foreach (var (name, value) in Cloud.DeveloperEnvironment().Where(pair => pair.Key != "AWS_ENDPOINT_URL"))
        {
            start.Environment[name] = value;
        }

        await using var cli = ChildProcess.Start(start);
        Assert.That(await cli.Completion, Is.Zero, string.Join('\n', cli.StandardError));
        return JsonNode.Parse(string.Concat(cli.StandardOutput))!["status"]!["token"]!.GetValue<string>();
    }
}
