using System.Text.Json.Nodes;
using Amazon.CodeCommit;
using Amazon.EventBridge;
using Amazon.KeyManagementService;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.SecretsManager;
using Amazon.SimpleSystemsManagement;
using NUnit.Framework;
using ReplicaWorker.Hosting.Alerts;
using ReplicaWorker.Modules.Fence;

namespace ReplicaWorker.RealTests.Deploy;

/// <summary>What the policies give, and that they give no more.</summary>
public sealed class PolicyTests
{
    private static readonly string[] TaskPolicies =
        [.. DeployFiles.Json.Where(file => file.StartsWith("iam/task-role", StringComparison.Ordinal))];

    private static readonly string[] Policies = ["iam/events-invoke-role.json", "iam/execution-role.json", .. TaskPolicies];

    /// <summary>The services whose clients the worker has, each with the prefix of its actions.</summary>
    private static readonly (string Prefix, Type Client)[] Services =
    [
        ("codecommit", typeof(IAmazonCodeCommit)),
        ("events", typeof(IAmazonEventBridge)),
        ("kms", typeof(IAmazonKeyManagementService)),
        ("secretsmanager", typeof(IAmazonSecretsManager)),
        ("ssm", typeof(IAmazonSimpleSystemsManagement)),
        ("tag", typeof(IAmazonResourceGroupsTaggingAPI)),
    ];

    [TestCaseSource(nameof(Policies))]
    public void No_action_is_a_wildcard(string policy) =>
        Assert.That(Statements(policy).SelectMany(statement => Strings(statement["Action"])), Has.None.Contains("*"));

    [TestCaseSource(nameof(Policies))]
    public void Every_resource_is_named_unless_the_action_has_none(string policy)
    {
        string[] withoutResource =
            ["codecommit:ListRepositories", "ecr:GetAuthorizationToken", "secretsmanager:ListSecrets", "ssm:DescribeParameters", "tag:GetResources"];

        var open =
            from statement in Statements(policy)
            where Strings(statement["Resource"]).Contains("*", StringComparer.Ordinal)
            from action in Strings(statement["Action"])
            select action;

        Assert.That(open, Is.SubsetOf(withoutResource));
    }

    [Test]
    public void The_worker_pulls_only_sources_and_pushes_only_replicas()
    {
        Assert.Multiple(() =>
        {
            Assert.That(ResourcesOf("iam/task-role.json", "codecommit:GitPull"), Is.EqualTo(List("SOURCE_ARNS")));
            Assert.That(ResourcesOf("iam/task-role.json", "codecommit:GitPush"), Is.EqualTo(List("REPLICA_ARNS")));
        });
    }

    /// <summary>The calls that the program's code makes of those that its clients offer: a permission more is as wrong as one less.</summary>
    [Test]
    public void The_worker_may_make_the_API_calls_that_it_makes_and_no_other()
    {
        string[] code = [.. Directory.EnumerateFiles(Path.Combine(DeployFiles.Root, "src", "ReplicaWorker"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)];
        var called =
            from service in Services
            let text = string.Concat(code.Where(file => file.Contains($"using {service.Client.Namespace}", StringComparison.Ordinal)))
            from method in service.Client.GetMethods()
            where text.Contains($".{method.Name}(", StringComparison.Ordinal)
            select $"{service.Prefix}:{method.Name[..^"Async".Length]}";
        var allowed = TaskPolicies.SelectMany(Statements).Where(statement => !IsOnBehalf(statement)).SelectMany(statement => Strings(statement["Action"])).Distinct(StringComparer.Ordinal);

        Assert.That(allowed, Is.EquivalentTo(called.Concat(["codecommit:GitPull", "codecommit:GitPush"])));
    }

    /// <summary>A resource with a wildcard for its region, or none at all, is held to the configured regions by a condition.</summary>
    [Test]
    public void The_worker_works_in_the_configured_regions_only()
    {
        var open =
            from policy in TaskPolicies
            from statement in Statements(policy)
            from resource in Strings(statement["Resource"])
            where resource == "*" || resource.Split(':')[3] == "*"
            select (policy, Regions: Strings(statement["Condition"]?["StringEquals"]?["aws:RequestedRegion"]).ToArray());

        Assert.That(open, Is.Not.Empty);
        foreach (var (policy, regions) in open)
        {
            Assert.That(regions, Is.Not.Empty.And.SubsetOf(new[] { "us-east-1", "us-west-2", "eu-west-1" }), policy);
        }
    }

    [TestCase("ssm:PutParameter")]
    [TestCase("ssm:DeleteParameter")]
    [TestCase("ssm:DeleteParameters")]
    [TestCase("ssm:LabelParameterVersion")]
    [TestCase("ssm:UnlabelParameterVersion")]
    [TestCase("ssm:AddTagsToResource")]
    [TestCase("ssm:RemoveTagsFromResource")]
    [TestCase("secretsmanager:StopReplicationToReplica")]
    public void What_writes_copies_is_allowed_in_replica_regions_only(string action)
    {
        var allowing = TaskPolicies.SelectMany(Statements).Where(one => Strings(one["Action"]).Contains(action, StringComparer.Ordinal)).ToArray();

        Assert.That(allowing, Is.Not.Empty);
        Assert.That(
            allowing.Select(one => Strings(one["Condition"]!["StringEquals"]!["aws:RequestedRegion"])), Has.All.EqualTo(List("REPLICA_REGIONS")));
    }

    [TestCase("secretsmanager:ReplicateSecretToRegions")]
    [TestCase("secretsmanager:RemoveRegionsFromReplication")]
    [TestCase("secretsmanager:TagResource")]
    [TestCase("secretsmanager:UntagResource")]
    public void What_tells_a_secret_of_its_replicas_is_allowed_in_the_primary_region_only(string action) =>
        Assert.That(ResourcesOf("iam/task-role-secrets.json", action), Is.EqualTo(new[] { "arn:aws:secretsmanager:us-east-1:111122223333:secret:*" }));

    [Test]
    public void A_secret_is_replicated_to_the_configured_regions_only()
    {
        var statement = Statements("iam/task-role-secrets.json")
            .Single(one => Strings(one["Action"]).Contains("secretsmanager:ReplicateSecretToRegions", StringComparer.Ordinal));

        Assert.That(
            Strings(statement["Condition"]!["ForAllValues:StringEquals"]!["secretsmanager:AddReplicaRegions"]), Is.EqualTo(List("REPLICA_REGIONS")));
    }

    [Test]
    public void No_value_of_a_secret_may_be_read() =>
        Assert.That(
            TaskPolicies.SelectMany(Statements).SelectMany(statement => Strings(statement["Action"])),
            Has.None.Contains("GetSecretValue"));

    [Test]
    public void Keys_are_used_through_their_services_only()
    {
        var usable = Statements("iam/task-role-kms.json").Where(statement => Strings(statement["Action"]).Any(action => action != "kms:DescribeKey"));
        var services = usable.SelectMany(statement => Strings(statement["Condition"]!["StringLike"]!["kms:ViaService"]));

        Assert.That(services, Is.EqualTo(new[] { "codecommit.*", "ssm.*", "secretsmanager.*" }));
    }

    /// <summary>What the worker puts on the bus, what it may put there, and what the rule waits for are one.</summary>
    [Test]
    public void The_worker_may_tell_what_the_alert_rule_waits_for()
    {
        var may = Statements("iam/task-role.json").Single(statement => Strings(statement["Action"]).Contains("events:PutEvents", StringComparer.Ordinal));
        var pattern = JsonNode.Parse(DeployFiles.Filled("eventbridge-rules/run-failed-to-sns/rule.json")["EventPattern"]!.GetValue<string>())!;

        Assert.Multiple(() =>
        {
            Assert.That(Strings(may["Condition"]!["StringEquals"]!["events:source"]), Is.EqualTo(new[] { Alert.Source }));
            Assert.That(Strings(may["Condition"]!["StringEquals"]!["events:detail-type"]), Is.EqualTo(new[] { Alert.RunFailed, Alert.ChangesHeld, Alert.Probe }));
            Assert.That(Strings(pattern["source"]), Is.EqualTo(new[] { Alert.Source }));
            Assert.That(Strings(pattern["detail-type"]), Is.EqualTo(new[] { Alert.RunFailed, Alert.ChangesHeld }));
        });
    }

    [TestCase("ssm:GetParameter")]
    [TestCase("ssm:PutParameter")]
    [TestCase("ssm:DeleteParameter")]
    public void The_fence_is_where_the_worker_looks_for_it(string action) =>
        Assert.That(
            ResourcesOf("iam/task-role.json", action),
            Is.EqualTo(new[] { $"arn:aws:ssm:*:111122223333:parameter{Fences.Root}*" }));

    /// <summary>EventBridge brings no context to a topic's policy: with any condition it would never be let in.</summary>
    [Test]
    public void The_topic_lets_rules_in_without_a_condition()
    {
        var statement = Statements("iam/alert-topic.json").Single();
        var target = DeployFiles.Filled("eventbridge-rules/run-failed-to-sns/targets.json")["Targets"]![0]!;

        Assert.Multiple(() =>
        {
            Assert.That(statement["Condition"], Is.Null);
            Assert.That(statement["Principal"]!["Service"]!.GetValue<string>(), Is.EqualTo("events.amazonaws.com"));
            Assert.That(statement["Resource"]!.GetValue<string>(), Is.EqualTo(target["Arn"]!.GetValue<string>()));
            Assert.That(target["RoleArn"], Is.Null);   // with one, EventBridge would not go by the topic's policy
        });
    }

    [Test]
    public void The_worker_is_denied_nothing_that_it_needs_on_a_replica()
    {
        var condition = DeployFiles.Filled("iam/replica-deny.json")["Statement"]![0]!["Condition"]!["ArnNotEquals"]!["aws:PrincipalArn"]!;
        var role = DeployFiles.Filled("taskdef.json")["taskRoleArn"]!;

        Assert.That(condition.GetValue<string>(), Is.EqualTo(role.GetValue<string>()));
    }

    [Test]
    public void EventBridge_may_start_only_this_task_on_this_cluster_with_its_two_roles()
    {
        var task = DeployFiles.Filled("taskdef.json");
        var start = Statements("iam/events-invoke-role.json").Single(statement => Strings(statement["Action"]).Contains("ecs:RunTask", StringComparer.Ordinal));

        Assert.Multiple(() =>
        {
            foreach (var rule in DeployFiles.TaskRules)
            {
                var target = DeployFiles.Filled($"eventbridge-rules/{rule}/targets.json")["Targets"]![0]!;
                var definition = target["EcsParameters"]!["TaskDefinitionArn"]!.GetValue<string>();

                Assert.That(Strings(start["Resource"]), Is.EqualTo(new[] { definition, definition + ":*" }));
                Assert.That(start["Condition"]!["ArnEquals"]!["ecs:cluster"]!.GetValue<string>(), Is.EqualTo(target["Arn"]!.GetValue<string>()));
                Assert.That(definition, Does.EndWith("task-definition/" + task["family"]!.GetValue<string>()));
                Assert.That(target["RoleArn"]!.GetValue<string>(), Does.EndWith(":role/replica-worker-events-invoke"));
            }

            Assert.That(
                ResourcesOf("iam/events-invoke-role.json", "iam:PassRole"),
                Is.EquivalentTo(new[] { task["taskRoleArn"]!.GetValue<string>(), task["executionRoleArn"]!.GetValue<string>() }));
        });
    }

    [Test]
    public void The_rules_dead_letters_may_enter_the_queue_that_they_name()
    {
        var queue = Statements("iam/dead-letter-queue.json").Single();

        Assert.Multiple(() =>
        {
            foreach (var rule in DeployFiles.Rules)
            {
                var target = DeployFiles.Filled($"eventbridge-rules/{rule}/targets.json")["Targets"]![0]!;
                Assert.That(target["DeadLetterConfig"]!["Arn"]!.GetValue<string>(), Is.EqualTo(queue["Resource"]!.GetValue<string>()));
            }
        });
    }

    [TestCase("iam/events-invoke-trust.json", "events.amazonaws.com")]
    [TestCase("iam/ecs-tasks-trust.json", "ecs-tasks.amazonaws.com")]
    [TestCase("iam/dead-letter-queue.json", "events.amazonaws.com")]
    public void A_service_acts_for_this_account_only(string policy, string service)
    {
        var statement = Statements(policy).Single();

        Assert.Multiple(() =>
        {
            Assert.That(statement["Principal"]!["Service"]!.GetValue<string>(), Is.EqualTo(service));
            Assert.That(statement["Condition"]!["StringEquals"]!["aws:SourceAccount"]!.GetValue<string>(), Is.EqualTo("111122223333"));
            Assert.That(statement["Condition"]!["ArnLike"]!["aws:SourceArn"]!.GetValue<string>(), Does.Contain(":us-east-1:111122223333:"));
        });
    }

    /// <summary>What services do for the worker with its keys; it makes none of these calls itself.</summary>
    private static bool IsOnBehalf(JsonNode statement) => statement["Condition"]?["StringLike"]?["kms:ViaService"] is not null;

    private static IEnumerable<JsonNode> Statements(string policy) => DeployFiles.Filled(policy)["Statement"]!.AsArray().Select(statement => statement!);

    private static IEnumerable<string> ResourcesOf(string policy, string action) =>
        Statements(policy).Where(statement => Strings(statement["Action"]).Contains(action, StringComparer.Ordinal)).SelectMany(statement => Strings(statement["Resource"]));

    private static string[] List(string placeholder) => DeployFiles.Values[placeholder].Split("\",\"");

    private static IEnumerable<string> Strings(JsonNode? oneOrMany) => oneOrMany switch
    {
        null => [],
        JsonArray many => many.Select(one => one!.GetValue<string>()),
        _ => [oneOrMany.GetValue<string>()],
    };
}
