using NUnit.Framework;
using ReplicaWorker.RealTests.Parameters;
using static ReplicaWorker.RealTests.Parameters.ParameterStage;

namespace ReplicaWorker.RealTests.Drift;

/// <summary>Reports in S3, and what the next run makes of the last one.</summary>
public sealed class ReportBucketTests
{
    private ParameterStage _stage = null!;
    private DriftWorld _world = null!;

    private (string, string)[] Kept => [("Drift__ReportBucket", _world.Bucket)];

    [OneTimeSetUp]
    public async Task Start() => _stage = await OnTheLocalCloudAsync(West);

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [SetUp]
    public async Task SetUp()
    {
        _world = new(_stage);
        await _world.CreateBucketAsync();
    }

    [TearDown]
    public void TearDown() => _world.Dispose();

    /// <summary>Flaw 5: one parameter of 4 KB, overwritten by every run.</summary>
    [Test]
    public async Task Flaw_5_every_report_is_kept_and_the_next_run_knows_new_persisting_and_resolved()
    {
        await _world.ReplicatedAsync("a", "b");
        await _world.ChangeAsync("a");
        var first = await _world.RunAsync([], Kept);
        await _world.ChangeAsync("b");
        var second = await _world.RunAsync([], Kept);
        await _stage.CopyAsync(_world.Name("a"));
        var third = await _world.RunAsync([], Kept);

        Assert.That(first.Findings, Is.EqualTo(["a value open new"]), first.Text);
        Assert.That(second.Findings, Is.EqualTo(["a value open persisting", "b value open new"]), second.Text);
        Assert.That((string?)second.Report["findings"]![0]!["since"], Is.EqualTo((string?)first.Report["started"]));
        Assert.That(third.Findings, Is.EqualTo(["b value open persisting"]), third.Text);
        Assert.That((string?)third.Report["resolved"]!.AsArray().Single()!["item"], Is.EqualTo(_world.Name("a")));

        var keys = await _world.KeysAsync();
        Assert.That(keys, Has.Length.EqualTo(4).And.Exactly(3).Matches(@"^replica-worker/production/\d{4}/\d\d/\d\d/\d{6}-[0-9a-f]{16}\.json$"));
        var last = await _world.ObjectAsync("replica-worker/production/latest.json");
        Assert.That((string?)(await _world.ObjectAsync((string)last["key"]!))["runId"], Is.EqualTo((string?)third.Report["runId"]));
    }

    [Test]
    public async Task What_became_unreadable_is_not_resolved_and_is_remembered()
    {
        await _world.ReplicatedAsync("a", "b");
        await _world.ChangeAsync("a");
        var first = await _world.RunAsync([], Kept);
        using (_stage.Break("DescribeParameters", "AccessDeniedException", region: West))
        {
            var blind = await _world.RunAsync([], Kept);
            Assert.That((blind.ExitCode, blind.Report["resolved"]!.AsArray().Count, blind.Report["unconfirmed"]!.AsArray().Count), Is.EqualTo((77, 0, 1)), blind.Text);
        }

        var third = await _world.RunAsync([], Kept);
        Assert.That((string?)third.Report["findings"]![0]!["since"], Is.EqualTo((string?)first.Report["started"]), third.Text);
    }

    [Test]
    public async Task A_last_report_that_cannot_be_read_is_told_and_stays_the_last()
    {
        await _world.ReplicatedAsync("a");
        await _world.ChangeAsync("a");
        await _world.RunAsync([], Kept);
        var last = (string?)(await _world.ObjectAsync("replica-worker/production/latest.json"))["key"];
        using (_stage.Cloud.Aws.Faults.Add(new() { Service = "s3", Operation = $"GET /{_world.Bucket}/replica-worker/production/latest.json", Code = "AccessDenied", Message = "no", Status = 403 }))
        {
            var run = await _world.RunAsync([], Kept);
            Assert.That((run.ExitCode, string.Join(',', run.Findings), run.Report["warnings"]!.AsArray().Count), Is.EqualTo((2, "a value open unknown", 1)), run.Text);
        }

        Assert.That((string?)(await _world.ObjectAsync("replica-worker/production/latest.json"))["key"], Is.EqualTo(last));
    }

    [Test]
    public async Task A_torn_last_report_is_told_and_replaced()
    {
        await _world.ReplicatedAsync("a");
        await _world.PutObjectAsync("replica-worker/production/latest.json", """{"key":"x""");
        var run = await _world.RunAsync([], Kept);

        Assert.That((run.ExitCode, run.Report["warnings"]!.AsArray().Count), Is.EqualTo((0, 1)), run.Text);
        Assert.That((await _world.RunAsync([], Kept)).Report["warnings"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_part_never_becomes_the_last_report()
    {
        await _world.ReplicatedAsync("a");
        await _world.RunAsync(["--region-only", West], Kept);

        Assert.That(await _world.KeysAsync(), Has.Length.EqualTo(1).And.None.Contains("latest.json"));
    }

    [Test]
    public async Task A_bucket_that_is_not_there_fails_the_run_and_the_report_is_printed()
    {
        await _world.ReplicatedAsync("a");
        var run = await _world.RunAsync([], ("Drift__ReportBucket", "no-such-bucket-anywhere"));

        Assert.That((run.ExitCode, (string?)run.Report["verdict"]), Is.EqualTo((1, "in-sync")), run.Text);
    }

    [Test]
    public async Task A_rehearsal_keeps_nothing()
    {
        await _world.ReplicatedAsync("a");
        await _world.RunAsync(["--dry-run"], Kept);

        Assert.That(await _world.KeysAsync(), Is.Empty);
    }

    [Test]
    public async Task A_finding_that_repair_does_not_mend_is_left_to_a_person_after_some_runs()
    {
        await _world.ReplicatedAsync("a");
        await _world.ChangeAsync("a");
        (string, string)[] remediating = [.. Kept, ("Drift__Remediate", "true"), ("Drift__MaxAttempts", "1")];
        using var refused = _stage.Break("PutParameter", "AccessDeniedException", region: West);

        var first = await _world.RunAsync([], remediating);
        var second = await _world.RunAsync([], remediating);

        Assert.That((string?)first.Report["findings"]![0]!["remediation"], Does.StartWith("tried, and it is still there"), first.Text);
        Assert.That((string?)second.Report["findings"]![0]!["remediation"], Does.Contain("1 attempts have not mended it"), second.Text);
    }
}
