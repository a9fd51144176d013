using System.Text.Json.Nodes;
using NUnit.Framework;
using ReplicaWorker.Hosting;
using ReplicaWorker.Hosting.Alerts;
using ReplicaWorker.Hosting.Output;
using ReplicaWorker.Options;

namespace ReplicaWorker.Tests.Hosting;

public sealed class AlertTests
{
    private static readonly ReplicaOptions Options = new() { PrimaryRegion = "us-east-1", ReplicationRegions = ["us-west-2"], Project = "shop", Environment = "test" };

    private static readonly Outcome TwoFailed = Outcome.Of(
        "us-west-2",
        new Counts(3, 10, 0, 0),
        new Failure("us-west-2", "/a", "denied", ExitCode.Denied),
        new Failure("us-west-2", "/b", "denied", ExitCode.Denied));

    [Test]
    public void A_failed_run_tells_its_counts_and_the_failing_names()
    {
        var alert = Alert.Of(Report(ExitCode.Denied, TwoFailed), Options, ["parameters", "--all"])!;
        var detail = JsonNode.Parse(alert.Detail)!;

        Assert.That(alert.DetailType, Is.EqualTo("Replica Worker Run Failed"));
        Assert.That(((int?)detail["changed"], (int?)detail["failed"], (int?)detail["exitCode"]), Is.EqualTo((3, 2, 77)));
        Assert.That(detail["items"]!.AsArray().Select(item => (string?)item), Is.EqualTo(["us-west-2: /a", "us-west-2: /b"]));
        Assert.That((string?)detail["project"], Is.EqualTo("shop"));
        Assert.That((string?)detail["message"], Is.EqualTo(
            "parameters: a role, key or policy says no; 3 changed, 0 held, 2 failed: us-west-2: /a, us-west-2: /b. A role, a key or a policy must allow it."));
        Assert.That((string?)detail["command"], Is.EqualTo("replica-worker parameters --all"));
    }

    [Test]
    public void Held_changes_have_an_event_of_their_own() =>
        Assert.That(Alert.Of(Report(ExitCode.Held, Outcome.Of("us-west-2", new Counts(0, 0, 2, 0))), Options, ["sync"])!.DetailType, Is.EqualTo("Replica Worker Changes Held"));

    [TestCase(0)]
    [TestCase(64)]
    [TestCase(143)]
    public void What_needs_nobody_is_not_told(int code) =>
        Assert.That(Alert.Of(Report((ExitCode)code, Outcome.Nothing), Options, []), Is.Null);

    [Test]
    public void Many_failing_names_do_not_make_an_event_that_the_bus_refuses()
    {
        var failures = Enumerable.Range(0, 5_000).Select(i => new Failure("us-west-2", $"/{i}/{new string('x', 900)}", "denied", ExitCode.SomeFailed)).ToArray();
        var alert = Alert.Of(Report(ExitCode.SomeFailed, Outcome.Of("us-west-2", default, [.. failures])), Options, ["sync"])!;

        Assert.That(alert.Detail, Has.Length.LessThan(64 * 1024));
        Assert.That(JsonNode.Parse(alert.Detail)!["message"]!.GetValue<string>(), Does.Contain("and 4997 more"));
    }

    [Test]
    public void The_command_is_one_that_a_shell_reads_as_it_was_meant()
    {
        var deployed = Options with { RunTask = "--cluster main --task-definition shop" };
        var detail = JsonNode.Parse(Alert.Of(Report(ExitCode.TryLater, TwoFailed), deployed, ["parameters", "/it's"])!.Detail)!;

        Assert.That((string?)detail["command"], Is.EqualTo(
            """aws ecs run-task --cluster main --task-definition shop --overrides '{"containerOverrides":[{"name":"worker","command":["parameters","/it'\''s"]}]}'"""));
    }

    [Test]
    public void A_command_of_plain_words_has_no_double_quotes_which_EventBridge_would_leave_out()
    {
        var deployed = Options with { RunTask = "--cluster main" };
        var detail = JsonNode.Parse(Alert.Of(Report(ExitCode.TryLater, TwoFailed), deployed, ["parameters", "/a", "--region", "us-west-2"])!.Detail)!;

        Assert.That((string?)detail["command"], Is.EqualTo(
            "aws ecs run-task --cluster main --overrides 'containerOverrides=[{name=worker,command=[parameters,/a,--region,us-west-2]}]'"));
    }

    private static RunReport Report(ExitCode code, Outcome outcome) =>
        new("run-1", "parameters", code, outcome, DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1), null, IsChange: false, Options);
}
