using LocalCloud.Aws;
using NUnit.Framework;
using static ReplicaWorker.RealTests.Parameters.ParameterStage;

namespace ReplicaWorker.RealTests.Parameters;

/// <summary>The full sync: two whole regions against each other. Each test has a cloud of its own.</summary>
public sealed class ParameterSyncTests
{
    private ParameterStage _stage = null!;

    [SetUp]
    public async Task Start() => _stage = await OnTheLocalCloudAsync();

    [TearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [Test]
    public async Task Everything_missed_is_made_good_and_a_second_sync_writes_nothing()
    {
        _stage.Cloud.Parameters.RaggedPages = true;
        await FillAsync(120);
        await _stage.SyncAsync();
        await _stage.ChangeAsync("/shop/3", "changed");
        await _stage.TagAsync("/shop/4", "Team", "x");
        await _stage.DeleteAsync("/shop/5");
        await _stage.PutAsync("/shop/new", "new");
        await _stage.PutAsync("/theirs", "their own", region: West);
        await _stage.DeleteAsync("/shop/6", West);
        await _stage.ChangeAsync("/shop/7", "tampered", West);

        var run = await _stage.SyncAsync();

        Assert.That((run.ExitCode, run.Count("changed"), run.Count("unchanged")), Is.EqualTo((0, 6, 115)), run.Text());
        Assert.That(await _stage.NamesAsync(), Is.EqualTo((await _stage.NamesAsync(East)).Append("/theirs").Order(StringComparer.Ordinal)));
        Assert.That(await _stage.ValueAsync("/shop/3"), Is.EqualTo("changed"));
        Assert.That(await _stage.ValueAsync("/shop/7"), Is.EqualTo("v7"));
        Assert.That(await _stage.TagsAsync("/shop/4"), Does.ContainKey("Team"));

        var mark = _stage.Mark;
        var second = await _stage.SyncAsync();
        Assert.That((second.ExitCode, second.Count("changed"), second.Count("unchanged")), Is.EqualTo((0, 0, 120)), second.Text());
        Assert.That(_stage.Calls(mark).Where(IsWrite), Is.Empty);
    }

    [Test]
    public async Task A_thousand_unchanged_parameters_cost_261_calls()
    {
        await FillAsync(1_000, tagged: true);
        var first = await _stage.SyncAsync();
        Assert.That((first.ExitCode, first.Count("changed")), Is.EqualTo((0, 1_000)), first.Text());
        var mark = _stage.Mark;

        var run = await _stage.SyncAsync();

        Assert.That(run.Count("unchanged"), Is.EqualTo(1_000), run.Text());
        var calls = _stage.Calls(mark);
        Assert.That(
            calls.GroupBy(call => call.Operation, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal),
            Is.EquivalentTo(new Dictionary<string, int>(StringComparer.Ordinal)
            {
                ["DescribeParameters"] = 40, ["GetParameters"] = 200, ["GetResources"] = 20, ["GetParameter"] = 1,   // the last asks for the fence
            }));
    }

    [Test]
    public async Task Labels_are_compared_when_asked_for()
    {
        await FillAsync(12);
        await _stage.SyncAsync();
        await _stage.In(East).LabelParameterVersionAsync(new() { Name = "/shop/3", Labels = ["live"] });
        Assert.That((await _stage.SyncAsync()).Count("changed"), Is.Zero);

        var run = await _stage.RunAsync(["parameters", "--all", "--labels"]);

        Assert.That((run.Count("changed"), run.Count("unchanged")), Is.EqualTo((1, 11)), run.Text());
        Assert.That(await _stage.LabelsAsync("/shop/3"), Is.EqualTo(["live"]));
    }

    [Test]
    public async Task More_orphans_than_allowed_are_all_held_until_a_person_confirms()
    {
        await FillAsync(12);
        await _stage.SyncAsync();
        foreach (var n in Enumerable.Range(0, 11))
        {
            await _stage.DeleteAsync($"/shop/{n}");
        }

        var held = await _stage.SyncAsync(("Parameters__MaxDeletes", "10"));
        Assert.That((held.ExitCode, held.Count("held"), held.Count("unchanged")), Is.EqualTo((10, 11, 1)), held.Text());
        Assert.That(held.Messages(), Does.Contain("--allow-deletes 11 confirms"));
        Assert.That(await _stage.NamesAsync(), Has.Count.EqualTo(12));

        var mark = _stage.Mark;
        var confirmed = await _stage.RunAsync(["parameters", "--all", "--allow-deletes", "11"], ("Parameters__MaxDeletes", "10"));
        Assert.That((confirmed.ExitCode, confirmed.Count("changed")), Is.EqualTo((0, 11)), confirmed.Text());
        Assert.That(await _stage.NamesAsync(), Is.EqualTo(["/shop/11"]));
        Assert.That(_stage.Calls(mark).Count(call => call.Operation == "DeleteParameters"), Is.EqualTo(2), "in tens");
    }

    [Test]
    public async Task An_empty_source_holds_everything()
    {
        await FillAsync(2);
        await _stage.SyncAsync();
        await _stage.DeleteAsync("/shop/0");
        await _stage.DeleteAsync("/shop/1");

        var run = await _stage.SyncAsync();

        Assert.That((run.ExitCode, run.Count("held")), Is.EqualTo((10, 2)), run.Text());
        Assert.That(run.Messages(), Does.Contain("the source is empty"));
        Assert.That(await _stage.NamesAsync(), Has.Count.EqualTo(2));
    }

    [TestCase("DescribeParameters", "InternalServerError", 75)]
    [TestCase("DescribeParameters", "AccessDeniedException", 77)]
    [TestCase("GetResources", "AccessDeniedException", 77)]
    public async Task A_page_that_fails_is_never_an_absence(string operation, string code, int expected)
    {
        await FillAsync(120, tagged: true);
        await _stage.SyncAsync();
        using var fault = _stage.Break(operation, code, East, after: 1);
        var mark = _stage.Mark;

        var run = await _stage.SyncAsync();

        Assert.That(run.ExitCode, Is.EqualTo(expected), run.Text());
        Assert.That(_stage.Calls(mark).Where(IsWrite), Is.Empty);
        Assert.That(run.Finished()["regions"]![East]!["failed"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_parameter_that_cannot_be_read_fails_alone()
    {
        await FillAsync(9);
        using var fault = _stage.Break("GetParameters", "AccessDeniedException", East, times: 2);   // the nine together, and one of them alone

        var run = await _stage.SyncAsync();

        Assert.That((run.ExitCode, run.Count("changed"), run.Count("failed")), Is.EqualTo((77, 8, 1)), run.Text());
    }

    [Test]
    public async Task A_parameter_that_cannot_be_written_fails_alone_and_is_named()
    {
        await FillAsync(30);
        using var fault = _stage.Break("PutParameter", "ParameterLimitExceeded", after: 3, times: 1);

        var run = await _stage.SyncAsync();

        Assert.That((run.ExitCode, run.Count("changed"), run.Count("failed")), Is.EqualTo((1, 29, 1)), run.Text());
        Assert.That(run.Messages(), Does.Match("us-west-2: /shop/\\d+: ParameterLimitExceeded"));
    }

    [Test]
    public async Task Excluded_names_are_untouched_and_no_orphans()
    {
        await FillAsync(4);
        await _stage.PutAsync("/other/1", "o");
        await _stage.SyncAsync();
        await _stage.DeleteAsync("/other/1");
        await _stage.ChangeAsync("/shop/1", "changed");

        var run = await _stage.SyncAsync(("Parameters__Exclude", "/other/*,/shop/1"));

        Assert.That((run.ExitCode, run.Count("changed"), run.Count("unchanged")), Is.EqualTo((0, 0, 3)), run.Text());
        Assert.That(await _stage.ValueAsync("/other/1"), Is.EqualTo("o"));
        Assert.That(await _stage.ValueAsync("/shop/1"), Is.EqualTo("v1"));
    }

    [Test]
    public async Task What_is_reported_is_reported_once_with_the_names()
    {
        await FillAsync(3);
        await _stage.PutAsync("/arn/1", "arn:aws:sns:us-east-1:123456789012:marked-topic");
        await _stage.PutAsync("/arn/2", "arn:aws:sqs:us-east-1:123456789012:marked-queue");
        await _stage.PutAsync("/ami", "ami-0123456789abcdef0", put => put.DataType = "aws:ec2:image");

        foreach (var expected in (int[])[5, 0])
        {
            var run = await _stage.SyncAsync();

            Assert.That(run.Count("changed"), Is.EqualTo(expected), run.Text());
            Assert.That(run.Lines().Count(line => line["message"]?.GetValue<string>().Contains("ARN of the primary region", StringComparison.Ordinal) == true), Is.EqualTo(1));
            Assert.That(run.Messages(), Does.Contain("/arn/1, /arn/2").And.Contain("/ami").And.Not.Contain("marked"));
        }
    }

    /// <summary>AWS's own rates, on both regions: slower, and nothing fails.</summary>
    [Test]
    public async Task At_the_real_rates_everything_still_arrives()
    {
        await FillAsync(24, tagged: true);
        _stage.Cloud.Aws.Rates = AwsRates.Published with { AccessKey = _stage.Cloud.Options.Worker.Id };
        var mark = _stage.Mark;

        // Unpaced, so that the service throttles us and not we ourselves.
        var run = await _stage.SyncAsync();

        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 24)), run.Text());
        Assert.That(_stage.Calls(mark).Count(call => call.Status == 400 && call.Operation == "PutParameter"), Is.GreaterThan(0), "it was throttled");
    }

    [Test]
    public async Task Within_the_real_rates_nothing_is_throttled_and_progress_is_told()
    {
        await FillAsync(40, tagged: true);
        _stage.Cloud.Aws.Rates = AwsRates.Published with { AccessKey = _stage.Cloud.Options.Worker.Id };
        var mark = _stage.Mark;

        var run = await _stage.RunAsync(
            ["parameters", "--all"],
            ("Parameters__PutsPerSecond", ""), ("Parameters__ReadsPerSecond", ""), ("Parameters__DescribesPerSecond", ""), ("Parameters__CallsPerSecond", ""));

        Assert.That(run.Count("changed"), Is.EqualTo(40), run.Text());
        Assert.That(run.Messages(), Does.Match("us-west-2: [0-9]+ of 40 parameters\n"));
        Assert.That(_stage.Calls(mark).Where(call => call.Status != 200 && call.Operation != "GetParameter"), Is.Empty, "but for the fence, which is not there");
    }

    [Test]
    public async Task One_environments_sync_leaves_anothers_copies_alone()
    {
        await FillAsync(3);
        await _stage.SyncAsync();
        await _stage.DeleteAsync("/shop/1");

        var run = await _stage.SyncAsync(("Replica__Environment", "staging"));

        Assert.That((run.ExitCode, run.Count("changed"), run.Count("failed")), Is.EqualTo((1, 0, 2)), run.Text());
        Assert.That(await _stage.NamesAsync(), Has.Count.EqualTo(3), "an orphan of another environment is not an orphan of ours");
    }

    private async Task FillAsync(int count, bool tagged = false) =>
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (n, _) =>
            await _stage.PutAsync($"/shop/{n}", $"v{n}", put => put.Tags = tagged ? [new() { Key = "Number", Value = $"{n}" }] : null));
}
