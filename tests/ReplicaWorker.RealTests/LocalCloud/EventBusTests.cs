using System.Text.Json.Nodes;
using LocalCloud.Bus;
using LocalCloud.Processes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud;

public sealed class EventBusTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task A_matching_event_runs_the_task_with_the_transformed_overrides()
    {
        await using var bus = Bus();

        await bus.PublishAsync(Pushed("shop"));
        await bus.IdleAsync();

        var run = bus.Runs.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Rule, Is.EqualTo("push"));
            Assert.That(run.Launch.Arguments, Is.EqualTo(new[] { "handle" }));
            Assert.That(run.Launch.Definition, Is.EqualTo(new Dictionary<string, string>(StringComparer.Ordinal) { ["From"] = "taskdef" }));
            Assert.That(run.Launch.Overrides, Is.EqualTo(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Event__Time"] = "2026-01-02T12:00:00Z",
                ["Event__Detail__repositoryName"] = "shop",
                ["Event__Detail__oldCommitId"] = "",
            }));
            Assert.That(run.StandardOutput, Is.EqualTo(new[] { "shop" }));
        }
    }

    [Test]
    public async Task An_event_that_no_rule_matches_or_of_another_region_starts_nothing()
    {
        await using var bus = Bus();

        await bus.PublishAsync(Pushed("shop") with { Source = "aws.ecr" });
        await bus.PublishAsync(Pushed("shop") with { Region = "us-west-2" });
        await bus.IdleAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(bus.Events, Has.Count.EqualTo(2));
            Assert.That(bus.Runs, Is.Empty);
            Assert.That(bus.Undelivered, Is.Empty);
        }
    }

    [Test]
    public async Task Held_events_come_out_reordered_doubled_and_with_gaps_as_asked()
    {
        await using var bus = Bus(concurrency: 1);
        bus.Hold();
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            await bus.PublishAsync(Pushed(name));
        }

        Assert.That(bus.Runs, Is.Empty);
        await bus.ReleaseAsync(held => [held[3], held[0], held[0], held[2]]);
        await bus.IdleAsync();

        Assert.That(bus.Runs.SelectMany(run => run.StandardOutput).Order(StringComparer.Ordinal), Is.EqualTo(new[] { "a", "a", "c", "d" }));
        await bus.PublishAsync(Pushed("e"));
        await bus.IdleAsync();
        Assert.That(bus.Runs, Has.Count.EqualTo(5), "after the release events pass again");
    }

    [Test]
    public async Task Copies_lose_and_double_events()
    {
        await using var bus = Bus();
        bus.Copies = published => published.Detail["repositoryName"]!.GetValue<string>() == "lost" ? 0 : 2;

        await bus.PublishAsync(Pushed("lost"));
        await bus.PublishAsync(Pushed("doubled"));
        await bus.IdleAsync();

        Assert.That(bus.Runs.SelectMany(run => run.StandardOutput), Is.EqualTo(new[] { "doubled", "doubled" }));
    }

    [Test]
    public async Task No_more_tasks_run_at_once_than_told()
    {
        int running = 0, most = 0;
        await using var bus = Bus(concurrency: 2, run: async (_, stopping) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Delay(30, stopping);
            Interlocked.Decrement(ref running);
            return Ended("");
        });

        for (var i = 0; i < 6; i++)
        {
            await bus.PublishAsync(Pushed("r"));
        }

        await bus.IdleAsync();
        Assert.That(most, Is.EqualTo(2));
    }

    [Test]
    public async Task A_task_that_cannot_start_is_told_as_undelivered()
    {
        await using var bus = Bus(run: (_, _) => throw new FileNotFoundException("no worker"));

        await bus.PublishAsync(Pushed("r"));
        await bus.IdleAsync();

        Assert.That(bus.Undelivered.Single().Reason, Does.Contain("no worker"));
    }

    [TestCase("""{"containerOverrides":[{"name":"other"}]}""", "Override for container named other is not a container in the TaskDefinition.")]
    [TestCase("""{"containerOverrides":[{"name":"worker","environment":[{"name":"N","value":7}]}]}""", "an override must be a string, not Number")]
    [TestCase("[]", "not an object")]
    public void RunTask_refuses_overrides_it_cannot_use(string overrides, string reason) =>
        Assert.That(() => TaskDefinition.Bare.With(overrides), Throws.TypeOf<TaskRefusedException>().With.Message.Contains(reason));

    [Test]
    public void RunTask_takes_8192_characters_of_overrides_and_not_one_more()
    {
        const string Around = """{"containerOverrides":[{"name":"worker","command":["…"]}]}""";
        string Long(int length) => Around.Replace("…", new('x', length - Around.Length + 1), StringComparison.Ordinal);

        Assert.That(() => TaskDefinition.Bare.With(Long(8192)), Throws.Nothing);
        Assert.That(
            () => TaskDefinition.Bare.With(Long(8193)),
            Throws.TypeOf<TaskRefusedException>().With.Message.EqualTo(
                "InvalidParameterException: Container Overrides length must be at most 8192"));
    }

    [Test]
    public void A_rule_file_with_a_placeholder_nobody_gives_names_file_and_placeholder()
    {
        var folder = Directory.CreateTempSubdirectory("rules-");
        try
        {
            Write(folder, "push", """{"Name":"${NOBODY_SETS_THIS}","EventPattern":"{\"source\":[\"s\"]}"}""", """{"Rule":"x","Targets":[]}""");

            Assert.That(
                () => EventRule.Load(folder.FullName, new(new Dictionary<string, string>(StringComparer.Ordinal)), "us-east-1", "1"),
                Throws.TypeOf<InvalidDataException>().With.Message.Contains("push/rule.json").And.Message.Contains("${NOBODY_SETS_THIS}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static EventBus Bus(int concurrency = 4, Func<TaskLaunch, CancellationToken, Task<WorkerRun>>? run = null)
    {
        var folder = Directory.CreateTempSubdirectory("rules-");
        Write(
            folder, "push",
            """{"Name":"push","EventPattern":"{\"source\":[\"aws.codecommit\"],\"account\":[\"${ACCOUNT_ID}\"]}"}""",
            """
            {"Rule":"push","Targets":[{"Id":"worker","Arn":"arn:aws:ecs:us-east-1:123456789012:cluster/c","EcsParameters":{},
             "InputTransformer":{"InputPathsMap":{"time":"$.time","repo":"$.detail.repositoryName","old":"$.detail.oldCommitId"},
              "InputTemplate":"{\"containerOverrides\":[{\"name\":\"worker\",\"environment\":[{\"name\":\"Event__Time\",\"value\":<time>},{\"name\":\"Event__Detail__repositoryName\",\"value\":<repo>},{\"name\":\"Event__Detail__oldCommitId\",\"value\":<old>}]}]}"}}]}
            """);

        var placeholders = new Placeholders(new Dictionary<string, string>(StringComparer.Ordinal) { ["ACCOUNT_ID"] = "123456789012" });
        var rules = EventRule.Load(folder.FullName, placeholders, "us-east-1", "123456789012");
        folder.Delete(recursive: true);

        return new(new()
        {
            Region = "us-east-1",
            Rules = rules,
            Task = new("worker", ["handle"], new Dictionary<string, string>(StringComparer.Ordinal) { ["From"] = "taskdef" }),
            Concurrency = concurrency,
            Run = run ?? ((launch, _) => Task.FromResult(Ended(launch.Overrides["Event__Detail__repositoryName"]))),
        });
    }

    private static void Write(DirectoryInfo folder, string name, string rule, string targets)
    {
        var at = folder.CreateSubdirectory(name).FullName;
        File.WriteAllText(Path.Combine(at, "rule.json"), rule);
        File.WriteAllText(Path.Combine(at, "targets.json"), targets);
    }

    private static WorkerRun Ended(string line) => new(0, [line], "", TimeSpan.Zero, 0, 0);

    private static CloudEvent Pushed(string repository) => new(
        "1", "aws.codecommit", "CodeCommit Repository State Change", "123456789012", Noon, "us-east-1", [],
        new JsonObject { ["event"] = "referenceCreated", ["repositoryName"] = repository });
}
