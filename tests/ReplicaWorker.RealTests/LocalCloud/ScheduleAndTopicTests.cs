using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCloud.Bus;
using LocalCloud.Processes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud;

public sealed class ScheduleAndTopicTests
{
    private const string Cluster = "arn:aws:ecs:us-east-1:123456789012:cluster/c";
    private const string Topic = "arn:aws:sns:us-east-1:123456789012:alerts";
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task A_topic_gets_the_transformed_text()
    {
        await using var bus = Bus(Rule("alerts", Topic, isTask: false, pattern: """{"source":["worker"]}"""));

        await bus.PublishAsync(Told("it failed"));

        var notification = bus.Notifications.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((notification.Rule, notification.Topic, notification.Message), Is.EqualTo(("alerts", Topic, "\"worker: it failed\"")));
            Assert.That(bus.Runs, Is.Empty);
            Assert.That(bus.Undelivered, Is.Empty);
        }
    }

    [Test]
    public async Task A_schedule_strikes_when_it_is_told_to_and_only_its_own_rule_hears_it()
    {
        await using var bus = Bus(
            Rule("daily", Cluster, isTask: true, schedule: "cron(0 14 * * ? *)"),
            Rule("other", Cluster, isTask: true, schedule: "rate(1 hour)"),
            Rule("push", Cluster, isTask: true, pattern: """{"source":["aws.codecommit"]}"""));

        await bus.StrikeAsync("daily");
        await bus.StrikeAsync("daily");
        await bus.IdleAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(bus.Runs.Select(run => run.Rule), Is.EqualTo(new[] { "daily", "daily" }));
            Assert.That(bus.Runs[0].Launch.Overrides["Said"], Is.EqualTo("aws.events"));
            Assert.That(bus.Events.Select(strike => strike.Id), Is.Unique);
            Assert.That(
                (bus.Events[0].DetailType, bus.Events[0].Time, bus.Events[0].Resources.Single()),
                Is.EqualTo(("Scheduled Event", Noon, "arn:aws:events:us-east-1:123456789012:rule/daily")));
        }
    }

    [Test]
    public async Task A_rule_without_a_schedule_does_not_strike()
    {
        await using var bus = Bus(Rule("push", Cluster, isTask: true, pattern: """{"source":["aws.codecommit"]}"""));

        await Assert.ThatAsync(() => bus.StrikeAsync("push"), Throws.InvalidOperationException);
    }

    private static EventBus Bus(params EventRule[] rules) => new(new()
    {
        Region = "us-east-1",
        Rules = rules,
        Task = TaskDefinition.Bare,
        Time = new Clock(),
        Run = (_, _) => Task.FromResult(new WorkerRun(0, [], "", TimeSpan.Zero, 0, 0)),
    });

    private static EventRule Rule(string name, string target, bool isTask, string? pattern = null, string? schedule = null)
    {
        var template = isTask ? """{"containerOverrides":[{"name":"worker","environment":[{"name":"Said","value":<source>}]}]}""" : "\"<source>: <message>\"";
        var transformer = new JsonObject
        {
            ["InputPathsMap"] = new JsonObject { ["source"] = "$.source", ["message"] = "$.detail.message" },
            ["InputTemplate"] = template,
        };

        return new(
            name, $"arn:aws:events:us-east-1:123456789012:rule/{name}", Enabled: true,
            pattern is null ? null : EventPattern.Parse(pattern),
            [new("t", target, isTask, Input: null, InputTransformer.Parse(JsonSerializer.SerializeToElement(transformer), "t"))],
            schedule);
    }

    private static CloudEvent Told(string message) => new(
        "1", "worker", "Run Failed", "123456789012", Noon, "us-east-1", [], new JsonObject { ["message"] = message });

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Noon;
    }
}
