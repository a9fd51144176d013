using System.Text.Json.Nodes;
using NUnit.Framework;
using ReplicaWorker.RealTests.Parameters;
using static ReplicaWorker.RealTests.Parameters.ParameterStage;

namespace ReplicaWorker.RealTests.Drift;

/// <summary>The published worker's <c>drift</c>, from planted differences to what the platform sees.</summary>
public sealed class DriftRunTests
{
    private ParameterStage _stage = null!;
    private DriftWorld _world = null!;

    [OneTimeSetUp]
    public async Task Start() => _stage = await OnTheLocalCloudAsync(West, Europe);

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [SetUp]
    public void SetUp() => _world = new(_stage);

    [TearDown]
    public void TearDown() => _world.Dispose();

    [Test]
    public async Task Flaw_1_nothing_compared_ends_with_1_and_gives_no_count_of_drift()
    {
        var run = await _world.RunAsync([]);

        Assert.That((run.ExitCode, (string?)run.Report["verdict"]), Is.EqualTo((1, "error")), run.Text);
        Assert.That(run.Log.Any(line => line.ContainsKey("DriftCount")), Is.False);
    }

    [Test]
    public async Task Flaw_2_a_region_that_denies_is_unreadable_and_nothing_in_it_is_missing()
    {
        await _world.ReplicatedAsync("a", "b");
        using var denied = _stage.Break("DescribeParameters", "AccessDeniedException", region: West);
        var run = await _world.RunAsync([]);

        Assert.That((run.ExitCode, (string?)run.Report["verdict"], run.Findings.Length), Is.EqualTo((77, "incomplete", 0)), run.Text);
    }

    /// <summary>Flaw 3: ciphertext differs in every region, whatever it hides.</summary>
    [Test]
    public async Task Flaw_3_a_SecureString_is_compared_by_what_it_says()
    {
        await _stage.PutAsync(_world.Name("secure"), "marked-secure", put => put.Type = "SecureString");
        await _stage.CopyAsync(_world.Name("secure"));

        Assert.That((await _world.RunAsync([])).ExitCode, Is.Zero);
        await _world.ChangeAsync("secure");
        Assert.That((await _world.RunAsync([])).Findings, Is.EqualTo(["secure value open new", "secure value open new"]));
    }

    [Test]
    public async Task Flaw_4_a_change_that_was_just_made_does_not_count()
    {
        await _world.ReplicatedAsync("a");
        await _world.ChangeAsync("a");
        var run = await _world.RunAsync([], ("Drift__Grace", "00:05:00"));

        Assert.That((run.ExitCode, string.Join(',', run.Findings)), Is.EqualTo((0, "a value in-grace new,a value in-grace new")), run.Text);
    }

    [TestCase(2)]
    [TestCase(1, "Drift__ExitCode", "1")]
    [TestCase(0, "Drift__Threshold", "3")]
    [TestCase(0, "Drift__ExitCode", "0")]
    public async Task The_threshold_and_the_exit_code_are_configured(int expected, string key = "Drift__Threshold", string value = "2")
    {
        await _world.ReplicatedAsync("a");
        await _world.ChangeAsync("a");
        var run = await _world.RunAsync([], (key, value));

        Assert.That(run.ExitCode, Is.EqualTo(expected), run.Text);
        Assert.That((int?)run.Log.Last()["exitCode"], Is.EqualTo(expected));
    }

    /// <summary>Flaw 13, and that standard output has nothing but the report.</summary>
    [Test]
    public async Task Flaw_13_metrics_have_a_set_without_dimensions_and_stand_on_standard_error()
    {
        await _world.ReplicatedAsync("a", "b");
        await _world.ChangeAsync("a");
        var run = await _world.RunAsync(["--region-only", West]);

        var metrics = run.Log.Single(line => line.ContainsKey("DriftCount"));
        Assert.That(
            (metrics["DriftCount"]!.GetValue<int>(), metrics["HasDrift"]!.GetValue<int>(), metrics["Unreadable"]!.GetValue<int>(), metrics["Compared"]!.GetValue<int>()),
            Is.EqualTo((1, 1, 0, 2)), run.Text);
        Assert.That(metrics["_aws"]!["CloudWatchMetrics"]![0]!["Dimensions"]!.AsArray()[^1]!.ToJsonString(), Is.EqualTo("[]"));
        Assert.That((string?)run.Log.Last()["event"], Is.EqualTo("run-finished"));
    }

    [Test]
    public async Task A_report_goes_into_a_file_and_the_log_stays_where_it_is()
    {
        await _world.ReplicatedAsync("a");
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"drift-{TestContext.CurrentContext.Test.ID}.md");
        try
        {
            var run = await _world.RunAsync(["--output", file]);

            Assert.That(run.ExitCode, Is.Zero, run.Text);
            Assert.That((string?)JsonNode.Parse(run.Worker.StandardOutput[^1])!["event"], Is.EqualTo("run-finished"));
            Assert.That(await File.ReadAllTextAsync(file), Does.StartWith("#").And.Contains("2 pairs compared"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public async Task A_report_that_cannot_be_written_fails_the_run()
    {
        await _world.ReplicatedAsync("a");
        var run = await _world.RunAsync(["--output", "/dev/full"]);

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text);
    }

    [Test]
    public async Task An_ignored_finding_does_not_count_and_a_suggested_rule_ignores()
    {
        await _world.ReplicatedAsync("a", "b");
        await _world.ChangeAsync("a");
        var suggested = await _world.RunAsync(["--suggest-ignores"]);
        var rules = string.Join(';', suggested.Worker.StandardOutput.Select(rule => rule + "known"));
        var run = await _world.RunAsync([], ("Drift__IgnoreRules", rules + ";name=/other until=2099-01-01 reason=x"));

        Assert.That((suggested.ExitCode, suggested.Worker.StandardOutput.Count), Is.EqualTo((2, 2)), suggested.Text);
        Assert.That((run.ExitCode, string.Join(',', run.Findings)), Is.EqualTo((0, "a value ignored new,a value ignored new")), run.Text);
        Assert.That((string?)run.Report["unusedRules"]!.AsArray().Single()!["why"], Is.EqualTo("matched nothing"));
    }

    [Test]
    public async Task A_rule_that_is_none_ends_with_78_before_anything_is_read()
    {
        var mark = _stage.Mark;
        var run = await _world.RunAsync([], ("Drift__IgnoreRules", "name=/a until=2099-01-01"));

        Assert.That(run.ExitCode, Is.EqualTo(78), run.Text);
        Assert.That(run.Worker.StandardOutput, Is.Empty);
        Assert.That(_stage.Calls(mark), Is.Empty);
    }

    [Test]
    public async Task The_parameter_of_the_replaced_system_is_heeded()
    {
        await _world.ReplicatedAsync("a");
        await _world.ChangeAsync("a");
        await _stage.PutAsync("/config-a/drift-detection-config", """{"alertThreshold":3,"checkInterval":"1h","retentionDays":30}""");
        await _stage.PutAsync("/config-b/drift-detection-config", """{"enabled":false}""");

        var run = await _world.RunAsync([], ("Replica__ConfigurationPath", "/config-a"), ("Drift__DeployedSchedule", "rate(1 day)"), ("Drift__DeployedRetentionDays", "90"));
        var off = await _world.RunAsync("", [], [("Replica__ConfigurationPath", "/config-b"), ("Event__Action", "drift")]);

        Assert.That((run.ExitCode, (int?)run.Report["threshold"], run.Report["warnings"]!.AsArray().Count), Is.EqualTo((0, 3, 2)), run.Text);
        Assert.That((off.ExitCode, off.Worker.Messages()), Is.EqualTo((0, off.Worker.Messages())), off.Text);
        Assert.That(off.Worker.Messages(), Does.Contain("drift detection is switched off"));
    }

    [Test]
    public async Task Without_being_asked_no_write_is_made()
    {
        await _world.ReplicatedAsync("a", "b");
        await _world.ChangeAsync("a");
        var mark = _stage.Mark;
        await _world.RunAsync([]);

        Assert.That(_stage.Calls(mark), Is.Not.Empty);
        Assert.That(_stage.Calls(mark).Where(IsWrite), Is.Empty);
    }

    [Test]
    public async Task Asked_to_it_repairs_within_the_brakes_and_proves_it()
    {
        await _world.ReplicatedAsync("a", "b", "c");
        await _world.ChangeAsync("a");

        var held = await _world.RunAsync(["--remediate"], ("Drift__MaxRemediationPercent", "30"));
        Assert.That((held.ExitCode, held.Findings[0]), Is.EqualTo((2, "a value open new")), held.Text);
        Assert.That((string?)held.Report["findings"]![0]!["remediation"], Does.StartWith("held: 2 of 6 pairs"));

        var paused = await _world.RunAsync(["--remediate"], ("Replica__SyncEnabled", "false"), ("Drift__MaxRemediationPercent", "100"));
        Assert.That((paused.ExitCode, (string?)paused.Report["findings"]![0]!["remediation"]), Is.EqualTo((2, "not repaired: replication is paused (Replica__SyncEnabled)")), paused.Text);

        var repaired = await _world.RunAsync(["--remediate"], ("Drift__MaxRemediationPercent", "100"));
        Assert.That((repaired.ExitCode, string.Join(',', repaired.Findings)), Is.EqualTo((0, "a value repaired new,a value repaired new")), repaired.Text);
        Assert.That(await _stage.ValueAsync(_world.Name("a")), Is.EqualTo("marked-changed-a"));
        Assert.That((await _world.RunAsync([])).Findings, Is.Empty);
    }
}
