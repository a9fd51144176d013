using LocalCloud.Aws;
using System.Diagnostics;
using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Bus;
using LocalCloud.Git;
using LocalCloud.Processes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud;

/// <summary>The cloud as a whole. A shell stands in for the worker where only what it is told matters.</summary>
public sealed class CloudTests
{
    private const string Env = "/usr/bin/env";

    [Test]
    public async Task It_starts_without_worker_rules_and_task_definition()
    {
        var started = Stopwatch.GetTimestamp();
        await using var cloud = await Cloud.StartAsync(new() { RulesDirectory = "/nonexistent", TaskDefinitionFile = "/nonexistent" });

        await TestContext.Out.WriteLineAsync($"started in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms, {cloud.MotoOrigin}");
        Assert.That(cloud.Bus.Runs, Is.Empty);
    }

    [Test]
    public async Task Before_a_plain_git_server_too_the_first_pushed_branch_becomes_the_default()
    {
        await using var cloud = await Cloud.StartAsync(new() { Profile = GitProfile.Plain, RulesDirectory = "/nonexistent" });
        using var aws = new AwsWire(cloud);
        await aws.CodeCommitAsync("CreateRepository", new() { ["repositoryName"] = "plain" });
        var work = Directory.CreateTempSubdirectory("plain-");
        var git = new GitClient(work.FullName);
        await git.RunAsync(work.FullName, ["init", "--quiet", "-b", "first"]);
        await git.RunAsync(work.FullName, ["commit", "--quiet", "--allow-empty", "-m", "first"]);

        await git.RunAsync(work.FullName, ["push", "--quiet", cloud.Git.UrlOf("us-east-1", "plain").AbsoluteUri, "first"]);
        await git.RunAsync(work.FullName, ["push", "--quiet", cloud.Git.UrlOf("us-east-1", "plain").AbsoluteUri, "first:main"]);
        work.Delete(recursive: true);

        var read = await aws.CodeCommitAsync("GetRepository", new() { ["repositoryName"] = "plain" });
        Assert.That(read.Body!["repositoryMetadata"]!["defaultBranch"]!.GetValue<string>(), Is.EqualTo("first"));
    }

    [Test]
    public async Task An_event_reaches_the_worker_through_the_rule_and_the_task_definition_as_deployed()
    {
        await using var cloud = await Cloud.StartAsync(new() { WorkerPath = Env });

        await cloud.Bus.PublishAsync(new(
            "e-1", "aws.codecommit", "CodeCommit Repository State Change", "123456789012", DateTimeOffset.UnixEpoch, "us-east-1", [],
            new JsonObject { ["event"] = "referenceDeleted", ["repositoryName"] = "RepoA", ["referenceFullName"] = "refs/heads/a \"b\"" }));
        await cloud.Bus.IdleAsync();

        Assert.That(cloud.Bus.Undelivered, Is.Empty);
        Assert.That(cloud.Bus.Runs, Has.Count.EqualTo(1));
        Assert.That(cloud.Bus.Runs[0].StandardOutput, Is.SupersetOf(new[]
        {
            "Event__Id=e-1",
            "Event__Time=1970-01-01T00:00:00Z",
            "Event__Detail__repositoryName=RepoA",
            "Event__Detail__referenceFullName=refs/heads/a \"b\"",
            "Event__Detail__commitId=",
            "Replica__PrimaryRegion=us-east-1",
            "Replica__ReplicationRegions=us-west-2",
            "GitMirror__Endpoint=" + cloud.Git.EndpointTemplate,
            "AWS_ENDPOINT_URL=" + cloud.AwsEndpoint.AbsoluteUri.TrimEnd('/'),
        }));
    }

    [Test]
    public async Task The_worker_inherits_nothing_of_our_environment_but_the_path()
    {
        var cloud = await CloudFixture.CloudAsync();
        await using var worker = WorkerProcess.Start(Env, [], cloud.WorkerEnvironment(new Dictionary<string, string>(StringComparer.Ordinal) { ["Extra"] = "1" }));

        var run = await worker.Completion;
        var names = run.StandardOutput.Select(line => line.Split('=')[0]);
        Assert.That(names, Is.EquivalentTo(new[]
        {
            "PATH", "AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_DEFAULT_REGION",
            "AWS_EC2_METADATA_DISABLED", "GitMirror__Endpoint", "Replica__PrimaryRegion", "Replica__ReplicationRegions", "Extra",
        }));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_worker_can_be_sent_SIGTERM_and_is_measured(CancellationToken cancellation)
    {
        await using var worker = WorkerProcess.Start(
            "/bin/sh", ["-c", "trap 'exit 143' TERM; echo ready; while :; do sleep 0.02; done"], new Dictionary<string, string>(StringComparer.Ordinal));
        await worker.WaitForLineAsync(line => line == "ready", cancellation);

        await worker.TerminateAsync();
        var run = await worker.Completion.WaitAsync(cancellation);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(143));
            Assert.That(run.PeakMemory, Is.GreaterThan(100 * 1024).Or.Zero, "zero where there is no /proc");
            Assert.That(run.StandardOutput, Is.EqualTo(new[] { "ready" }));
        }
    }

    [Test]
    public async Task Nothing_of_it_is_left_after_it_is_disposed()
    {
        var cloud = await Cloud.StartAsync(new() { RulesDirectory = "/nonexistent" });
        var (endpoint, folder) = (cloud.AwsEndpoint, Path.GetDirectoryName(Path.GetDirectoryName(cloud.Git.PathOf("us-east-1", "any"))));

        await cloud.DisposeAsync();

        using var http = new HttpClient();
        Assert.That(() => http.GetAsync(endpoint), Throws.InstanceOf<HttpRequestException>());
        Assert.That(Directory.Exists(folder), Is.False);
    }

    [Test]
    public async Task A_target_that_is_neither_a_task_nor_a_topic_is_told_as_undelivered()
    {
        await using var bus = new EventBus(new()
        {
            Region = "us-east-1",
            Task = TaskDefinition.Bare,
            Run = (_, _) => throw new InvalidOperationException("must not run"),
            Rules = [new("alert", "arn", Enabled: true, EventPattern.Parse("""{"source":["s"]}"""), [new("queue", "arn:aws:sqs:us-east-1:1:q", IsTask: false, Input: null, Transformer: null)])],
        });

        await bus.PublishAsync(new("1", "s", "d", "1", DateTimeOffset.UnixEpoch, "us-east-1", [], []));

        Assert.That(bus.Undelivered.Single().Reason, Does.Contain("arn:aws:sqs:us-east-1:1:q"));
    }
}
