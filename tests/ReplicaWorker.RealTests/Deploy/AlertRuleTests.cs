using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Bus;
using NUnit.Framework;
using ReplicaWorker.Hosting;
using ReplicaWorker.Hosting.Alerts;
using ReplicaWorker.Hosting.Output;
using ReplicaWorker.Options;

namespace ReplicaWorker.RealTests.Deploy;

/// <summary>From a failed run to what its people read.</summary>
public sealed class AlertRuleTests
{
    private static readonly EventRule Rule =
        EventRule.Load(Path.Combine(DeployFiles.Root, "eventbridge-rules"), new(DeployFiles.Values), "us-east-1", DeployFiles.Values["ACCOUNT_ID"])
            .Single(rule => rule.Name == "replica-worker-run-failed-to-sns");

    private static readonly ReplicaOptions Options = new()
    {
        PrimaryRegion = "us-east-1",
        ReplicationRegions = ["us-west-2"],
        RunTask = "--cluster replica-worker --task-definition replica-worker --network-configuration 'awsvpcConfiguration={subnets=[subnet-a]}'",
    };

    [Test]
    public void A_failed_run_reads_as_sentences()
    {
        var failed = Outcome.Of("us-west-2", new Counts(3, 10, 0, 0), new Failure("us-west-2", "/shop/password", "denied", ExitCode.Denied));

        Assert.That(Sentence(ExitCode.Denied, failed, ["parameters", "/shop/password"]), Is.EqualTo(
            """
            "Replica Worker Run Failed: replica-worker, production, primary region us-east-1, exit code 77 (Denied)."
            "parameters: a role, key or policy says no; 3 changed, 0 held, 1 failed: us-west-2: /shop/password. A role, a key or a policy must allow it."
            "To repeat it: aws ecs run-task --cluster replica-worker --task-definition replica-worker --network-configuration 'awsvpcConfiguration={subnets=[subnet-a]}' --overrides 'containerOverrides=[{name=worker,command=[parameters,/shop/password]}]'"
            "Run run-1, 2026-01-02T03:04:05Z."
            """));
    }

    [Test]
    public void Held_changes_read_as_such() =>
        Assert.That(
            Sentence(ExitCode.Held, Outcome.Of("us-west-2", new Counts(0, 0, 200, 0)), ["sync"]),
            Does.StartWith("\"Replica Worker Changes Held: ").And.Contains("200 held").And.Contains("--allow-deletes"));

    [Test]
    public void A_run_of_another_installation_tells_its_own_people() =>
        Assert.That(Rule.Pattern!.Matches(Event(ExitCode.TryLater, Outcome.Nothing, [], Options with { Environment = "staging" })), Is.False);

    private static string? Sentence(ExitCode code, Outcome outcome, string[] repeat)
    {
        var happened = Event(code, outcome, repeat, Options);
        Assert.That(Rule.Pattern!.Matches(happened), Is.True);

        return Rule.Targets.Single().Transformer!.Apply(happened, Rule.Name, Rule.Arn, DateTimeOffset.UnixEpoch);
    }

    private static JsonElement Event(ExitCode code, Outcome outcome, string[] repeat, ReplicaOptions options)
    {
        var report = new RunReport("run-1", "parameters", code, outcome, DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1), null, IsChange: false, options);
        var alert = Alert.Of(report, options, repeat)!;

        return new CloudEvent(
            "1", Alert.Source, alert.DetailType, "111122223333", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "us-east-1", [],
            JsonNode.Parse(alert.Detail)!.AsObject()).ToJson();
    }
}
