using System.Text.Json.Nodes;
using Amazon.CodeCommit;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.Deploy;

/// <summary>What the policies give, and that they give no more.</summary>
public sealed class PolicyTests
{
    private static readonly string[] Policies =
        ["iam/events-invoke-role.json", "iam/execution-role.json", "iam/task-role.json", "iam/task-role-kms.json"];

    [TestCaseSource(nameof(Policies))]
    public void No_action_is_a_wildcard(string policy) =>
        Assert.That(Statements(policy).SelectMany(statement => Strings(statement["Action"])), Has.None.Contains("*"));

    [TestCaseSource(nameof(Policies))]
    public void Every_resource_is_named_unless_the_action_has_none(string policy)
    {
        string[] withoutResource = ["codecommit:ListRepositories", "ecr:GetAuthorizationToken"];

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

    /// <summary>The calls that the program's code makes of those that its client offers: a permission more is as wrong as one less.</summary>
    [Test]
    public void The_worker_may_make_the_API_calls_that_it_makes_and_no_other()
    {
        var code = string.Concat(
            Directory.EnumerateFiles(Path.Combine(DeployFiles.Root, "src", "ReplicaWorker", "Modules"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var called = typeof(IAmazonCodeCommit).GetMethods()
            .Where(method => code.Contains($".{method.Name}(", StringComparison.Ordinal))
            .Select(method => "codecommit:" + method.Name[..^"Async".Length]);
        var allowed = Statements("iam/task-role.json").SelectMany(statement => Strings(statement["Action"])).Distinct(StringComparer.Ordinal);

        Assert.That(allowed, Is.EquivalentTo(called.Concat(["codecommit:GitPull", "codecommit:GitPush"])));
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
            foreach (var rule in DeployFiles.Rules)
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

    private static IEnumerable<JsonNode> Statements(string policy) => DeployFiles.Filled(policy)["Statement"]!.AsArray().Select(statement => statement!);

    private static IEnumerable<string> ResourcesOf(string policy, string action) =>
        Statements(policy).Where(statement => Strings(statement["Action"]).Contains(action, StringComparer.Ordinal)).SelectMany(statement => Strings(statement["Resource"]));

    private static string[] List(string placeholder) => DeployFiles.Values[placeholder].Split("\",\"");

    private static IEnumerable<string> Strings(JsonNode? oneOrMany) =>
        oneOrMany is JsonArray many ? many.Select(one => one!.GetValue<string>()) : [oneOrMany!.GetValue<string>()];
}
