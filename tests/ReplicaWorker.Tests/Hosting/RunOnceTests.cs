using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using ReplicaWorker.Events;
using ReplicaWorker.Hosting;
using ReplicaWorker.Hosting.Output;
using ReplicaWorker.Modules;
using ReplicaWorker.Modules.GitMirror;
using ReplicaWorker.Options;

namespace ReplicaWorker.Tests.Hosting;

public sealed class RunOnceTests
{
    private const string Push = """
        {"source":"aws.codecommit","detail-type":"CodeCommit Repository State Change","time":"2026-01-02T03:04:00Z",
         "detail":{"event":"referenceUpdated","repositoryName":"shop","referenceFullName":"refs/heads/main"}}
        """;

    private static readonly (string, string)[] Configured = [("Replica:PrimaryRegion", "us-east-1"), ("Replica:ReplicationRegions", "us-west-2,eu-west-1")];

    [Test]
    public async Task A_run_ends_with_its_metrics_and_one_line_that_says_how_it_went()
    {
        var outcome = Outcome.Of("us-west-2", new Counts(2, 3, 0, 0)) + Outcome.Of("eu-west-1", new Counts(1, 4, 0, 0));
        var (code, lines) = await Run(new FakeMirror(_ => Task.FromResult(outcome)));

        Assert.That(code, Is.EqualTo(ExitCode.InStep));
        var last = lines[^1];
        Assert.That((string?)last["event"], Is.EqualTo("run-finished"));
        Assert.That((string?)last["runId"], Is.EqualTo("run-1"));
        Assert.That((string?)last["module"], Is.EqualTo("git-mirror"));
        Assert.That((int?)last["exitCode"], Is.Zero);
        Assert.That(((int?)last["changed"], (int?)last["unchanged"], (int?)last["held"], (int?)last["failed"]), Is.EqualTo((3, 7, 0, 0)));
        Assert.That((int?)last["lagMs"], Is.EqualTo(5_000));
        Assert.That((int?)last["regions"]!["us-west-2"]!["changed"], Is.EqualTo(2));

        var metrics = lines.Where(line => line.ContainsKey("_aws")).ToArray();
        Assert.That(metrics.Select(line => (string?)line["Region"]), Is.EquivalentTo(["us-west-2", "eu-west-1"]));
        Assert.That(metrics[0]["_aws"]!["CloudWatchMetrics"]![0]!["Dimensions"]!.ToJsonString(), Is.EqualTo("""[["Environment","Module","Region"],["Module"],[]]"""));
        Assert.That(metrics, Has.All.Matches<JsonObject>(line => (int?)line["ReplicationLag"] == 5_000));
    }

    [Test]
    public async Task A_dry_run_has_no_metrics()
    {
        var (_, lines) = await Run(new FakeMirror(), arguments: ["mirror", "shop", "--dry-run"]);

        Assert.That(lines, Has.None.Matches<JsonObject>(line => line.ContainsKey("_aws")));
        Assert.That((string?)lines[^1]["event"], Is.EqualTo("run-finished"));
    }

    [Test]
    public async Task A_person_asking_has_no_lag()
    {
        var (_, lines) = await Run(new FakeMirror(), arguments: ["mirror", "shop"]);

        Assert.That(lines[^1].ContainsKey("lagMs"), Is.True);
        Assert.That(lines[^1]["lagMs"], Is.Null);
        Assert.That(lines, Has.None.Matches<JsonObject>(line => line.ContainsKey("ReplicationLag")));
    }

    [Test]
    public async Task A_paused_run_asks_no_module_and_ends_with_0()
    {
        var module = new FakeMirror();
        var (code, lines) = await Run(module, configuration: [.. Configured, ("Replica:SyncEnabled", "false"), ("Event:Json", Push)]);

        Assert.That((code, (string?)lines[^1]["module"]), Is.EqualTo((ExitCode.InStep, "git-mirror")));
        Assert.That((string?)lines[0]["message"], Does.StartWith("paused"));
        Assert.That(module.Requests, Is.Empty);
    }

    [Test]
    public async Task A_paused_worker_still_shows_its_plan()
    {
        var module = new FakeMirror();
        await Run(module, arguments: ["mirror", "shop", "--dry-run"], configuration: [.. Configured, ("Replica:SyncEnabled", "false")]);

        Assert.That(module.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_failure_that_nobody_can_be_told_of_is_a_warning_and_the_exit_code_stays()
    {
        var (code, lines) = await Run(new FakeMirror(_ => throw new DeniedException("the role says no")));

        Assert.That(code, Is.EqualTo(ExitCode.Denied));
        Assert.That(lines, Has.Exactly(1).Matches<JsonObject>(line =>
            ((string?)line["message"])?.StartsWith("the event \"Replica Worker Run Failed\" was not sent", StringComparison.Ordinal) == true));
    }

    [Test]
    public async Task A_wrong_command_line_ends_with_64_and_the_last_line()
    {
        var (code, lines) = await Run(new FakeMirror(), arguments: ["mirror"]);

        Assert.That((code, (int?)lines[^1]["exitCode"]), Is.EqualTo((ExitCode.Usage, 64)));
        Assert.That(lines, Has.Exactly(1).Matches<JsonObject>(line => ((string?)line["message"])?.StartsWith("mirror needs", StringComparison.Ordinal) == true));
    }

    [Test]
    public async Task A_region_that_is_not_replicated_to_is_a_wrong_command_line()
    {
        var module = new FakeMirror();
        var (code, _) = await Run(module, arguments: ["mirror", "shop", "--region-only", "us-east-1"]);

        Assert.That(code, Is.EqualTo(ExitCode.Usage));
        Assert.That(module.Requests, Is.Empty);
    }

    [Test]
    public async Task A_bad_event_ends_with_65_and_no_module_is_asked()
    {
        var module = new FakeMirror();
        var (code, lines) = await Run(module, configuration: [.. Configured, ("Event:Json", "{")]);

        Assert.That((code, (int?)lines[^1]["exitCode"]), Is.EqualTo((ExitCode.BadEvent, 65)));
        Assert.That((int?)lines[^1]["failed"], Is.EqualTo(1));
        Assert.That(module.Requests, Is.Empty);
    }

    [Test]
    public async Task Wrong_configuration_ends_with_78_and_one_line_that_names_every_key()
    {
        var module = new FakeMirror();
        var (code, lines) = await Run(module, configuration: [("Replica:PrimaryRegion", "us-east-1"), ("GitMirror:MaxDeletes", "x"), ("Event:Json", Push)]);

        Assert.That((code, (int?)lines[^1]["exitCode"]), Is.EqualTo((ExitCode.BadConfiguration, 78)));
        Assert.That((string?)lines[0]["message"], Does.Contain("GitMirror__MaxDeletes").And.Contain("Replica__ReplicationRegions"));
        Assert.That(module.Requests, Is.Empty);
    }

    [Test]
    public async Task A_defect_ends_with_70_and_its_stack()
    {
        var (code, lines) = await Run(new FakeMirror(_ => throw new InvalidOperationException("ours\nand a second line")));

        Assert.That(code, Is.EqualTo(ExitCode.Bug));
        Assert.That((string?)lines[0]["exception"]!["message"], Does.StartWith("ours"));
        Assert.That((string?)lines[0]["exception"]!["stack"], Does.Contain(nameof(FakeMirror)));
    }

    [Test]
    public async Task A_failure_of_known_meaning_has_no_stack()
    {
        var (code, lines) = await Run(new FakeMirror(_ => throw new DeniedException("the role says no")));

        Assert.That(code, Is.EqualTo(ExitCode.Denied));
        Assert.That(lines[0].ContainsKey("exception"), Is.False);
        Assert.That((string?)lines[0]["level"], Is.EqualTo("error"));
    }

    [Test]
    public async Task Every_failed_item_is_named_in_the_log()
    {
        var outcome = Outcome.Of("us-west-2", new Counts(1, 0, 0, 0), new Failure("us-west-2", "shop refs/heads/a", "refused", ExitCode.SomeFailed));
        var (code, lines) = await Run(new FakeMirror(_ => Task.FromResult(outcome)));

        Assert.That((code, (int?)lines[^1]["failed"], (int?)lines[^1]["changed"]), Is.EqualTo((ExitCode.SomeFailed, 1, 1)));
        Assert.That((string?)lines[0]["message"], Is.EqualTo("us-west-2: shop refs/heads/a: refused (SomeFailed)"));
    }

    [Test]
    public async Task A_module_sees_what_was_configured()
    {
        var builder = new WorkerBuilder();
        builder.Configuration.AddInMemoryCollection(
            Configured.Append(("GitMirror:MaxDeletes", "7")).Select(pair => KeyValuePair.Create(pair.Item1, (string?)pair.Item2)));
        await builder.AddReplicaOptionsAsync(CancellationToken.None);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(new RunSwitches());
        builder.AddModules();
        await using var services = builder.Services.BuildServiceProvider();

        Assert.That(services.GetRequiredService<IOptions<ReplicaOptions>>().Value.PrimaryRegion, Is.EqualTo("us-east-1"));
        Assert.That(services.GetRequiredService<IOptions<GitMirrorOptions>>().Value.MaxDeletes, Is.EqualTo(7));
    }

    [Test]
    public async Task A_module_that_runs_out_of_time_ends_with_75()
    {
        var clock = new ManualClock();
        var module = new FakeMirror(async stopping =>
        {
            clock.Advance(TimeSpan.FromMinutes(10));
            await Task.Delay(Timeout.Infinite, stopping);
            return Outcome.Nothing;
        });
        var (code, lines) = await Run(module, clock: clock);

        Assert.That((code, (int?)lines[^1]["exitCode"]), Is.EqualTo((ExitCode.TryLater, 75)));
        Assert.That((string?)lines[0]["message"], Does.Contain("gave up after 00:10:00"));
    }

    [Test]
    public async Task Everything_has_the_longer_time()
    {
        var clock = new ManualClock();
        var module = new FakeMirror(stopping =>
        {
            clock.Advance(TimeSpan.FromHours(5));
            return Task.FromResult(stopping.IsCancellationRequested ? throw new OperationCanceledException(stopping) : Outcome.Nothing);
        });

        Assert.That((await Run(module, arguments: ["mirror", "--all"], clock: clock)).Code, Is.EqualTo(ExitCode.InStep));
        Assert.That((await Run(module, arguments: ["mirror", "shop"], clock: clock)).Code, Is.EqualTo(ExitCode.TryLater));
    }

    [Test]
    public async Task A_signal_ends_the_run_with_143()
    {
        using var signal = new CancellationTokenSource();
        var module = new FakeMirror(async stopping =>
        {
            await signal.CancelAsync();
            await Task.Delay(Timeout.Infinite, stopping);
            return Outcome.Nothing;
        });
        var (code, lines) = await Run(module, stopping: signal.Token);

        Assert.That((code, (int?)lines[^1]["exitCode"]), Is.EqualTo((ExitCode.Stopped, 143)));
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task A_module_that_does_not_listen_is_abandoned_eight_seconds_after_the_signal(CancellationToken testStopping)
    {
        using var signal = new CancellationTokenSource();
        var clock = new ManualClock();
        var deaf = new TaskCompletionSource<Outcome>();
        var module = new FakeMirror(async _ =>
        {
            await signal.CancelAsync();
            return await deaf.Task;
        });
        var run = Run(module, clock: clock, stopping: signal.Token);

        while (!run.IsCompleted && !testStopping.IsCancellationRequested)
        {
            Assert.That(clock.GetUtcNow(), Is.LessThan(new DateTimeOffset(2026, 1, 2, 3, 4, 15, TimeSpan.Zero)), "it takes longer than ten seconds");
            await Task.Delay(20, testStopping);
            if (module.Requests.Count > 0)
            {
                clock.Advance(TimeSpan.FromMilliseconds(500));
            }
        }

        var (code, lines) = await run;
        Assert.That((code, (int?)lines[^1]["exitCode"]), Is.EqualTo((ExitCode.Stopped, 143)));
    }

    [Test]
    public void What_an_abandoned_module_says_does_not_come_after_the_last_line()
    {
        using var stream = new MemoryStream();
        var writer = new LineWriter(stream);
        writer.Write("one\n"u8);
        writer.Close("last\n"u8);
        writer.Write("late\n"u8);

        Assert.That(System.Text.Encoding.UTF8.GetString(stream.ToArray()), Is.EqualTo("one\nlast\n"));
    }

    [Test]
    public void A_status_stays_below_the_log_at_a_terminal_and_is_nowhere_else()
    {
        using var terminal = new MemoryStream();
        var writer = new LineWriter(terminal);
        writer.ShowStatus("1/9");
        writer.Write("one\n"u8);
        writer.ShowStatus("");
        writer.Write("two\n"u8);
        Assert.That(
            System.Text.Encoding.UTF8.GetString(terminal.ToArray()), Is.EqualTo("\r\u001b[K1/9\r\u001b[Kone\n1/9\r\u001b[Ktwo\n"));

        using var pipe = new MemoryStream();
        using var output = new RunOutput(pipe, terminal: false, "run-1");
        output.ShowStatus("1/9");
        Assert.That(pipe.Length, Is.Zero);
    }

    [Test]
    public async Task A_reader_that_is_gone_does_not_change_how_the_run_ends()
    {
        using var gone = new GoneStream();
        using var output = new RunOutput(gone, terminal: false, "run-1");
        var code = await new RunOnce(output, new ManualClock(), "run-1", CancellationToken.None).HandleAsync(["mirror"], (_, _) => Task.CompletedTask);

        Assert.That(code, Is.EqualTo(ExitCode.Usage));
    }

    /// <summary>A pipe whose reader has left, or a disk that is full.</summary>
    private sealed class GoneStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");
    }

    private static async Task<(ExitCode Code, List<JsonObject> Lines)> Run(
        FakeMirror module,
        string[]? arguments = null,
        (string Key, string Value)[]? configuration = null,
        ManualClock? clock = null,
        CancellationToken stopping = default)
    {
        using var stream = new MemoryStream();
        using var output = new RunOutput(stream, terminal: false, "run-1");
        var code = await new RunOnce(output, clock ?? new ManualClock(), "run-1", stopping).HandleAsync(arguments ?? [], async (builder, _) =>
        {
            builder.Configuration.AddInMemoryCollection(
                (configuration ?? [.. Configured, ("Event:Json", Push)]).Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
            await builder.AddReplicaOptionsAsync(stopping);
            builder.AddEventReader();
            builder.AddModuleOptions(GitMirrorOptions.Section, GitMirrorOptions.Read);
            builder.Services.AddSingleton<IModule<MirrorRequest>>(module);
        });
        var lines = System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (code, [.. lines.Select(line => JsonNode.Parse(line)!.AsObject())]);
    }
}
