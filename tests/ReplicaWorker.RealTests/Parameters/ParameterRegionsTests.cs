using NUnit.Framework;
using static ReplicaWorker.RealTests.Parameters.ParameterStage;

namespace ReplicaWorker.RealTests.Parameters;

/// <summary>Two replica regions: they share a reading of the source, and nothing else.</summary>
public sealed class ParameterRegionsTests
{
    private ParameterStage _stage = null!;

    [SetUp]
    public async Task Start() => _stage = await OnTheLocalCloudAsync(West, Europe);

    [TearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [TestCase("--all")]
    [TestCase("/a")]
    public async Task A_region_that_cannot_be_read_does_not_stop_the_other(string what)
    {
        await _stage.PutAsync("/a", "v");
        using var fault = _stage.Break("DescribeParameters", "AccessDeniedException", West);

        var run = await _stage.RunAsync(["parameters", what]);

        Assert.That(run.ExitCode, Is.EqualTo(77), run.Text());
        Assert.That(await _stage.ValueAsync("/a", Europe), Is.EqualTo("v"));
        Assert.That(await _stage.FindAsync("/a", West), Is.Null);
        Assert.That(run.Finished()["regions"]![Europe]!["changed"]!.GetValue<int>(), Is.EqualTo(1));
    }

    [TestCase("--all")]
    [TestCase("/a")]
    public async Task A_fence_that_cannot_be_read_keeps_its_region_shut(string what)
    {
        await _stage.PutAsync("/a", "v");
        using var fault = _stage.Break("GetParameter", "AccessDeniedException", West);

        var run = await _stage.RunAsync(["parameters", what]);

        Assert.That(run.ExitCode, Is.EqualTo(77), run.Text());
        Assert.That(await _stage.FindAsync("/a", West), Is.Null);
        Assert.That(await _stage.ValueAsync("/a", Europe), Is.EqualTo("v"));
    }

    [Test]
    public async Task A_fenced_region_is_held_by_a_full_sync_and_the_other_is_not()
    {
        await _stage.PutAsync("/a", "v");
        await _stage.RunAsync(["fence", "set", "--region", West]);

        var run = await _stage.SyncAsync();

        Assert.That((run.ExitCode, run.Count("held")), Is.EqualTo((10, 1)), run.Text());
        Assert.That(await _stage.FindAsync("/a", West), Is.Null);
        Assert.That(await _stage.ValueAsync("/a", Europe), Is.EqualTo("v"));
    }

    [Test]
    public async Task Two_regions_share_one_first_reading_of_the_source()
    {
        await _stage.PutAsync("/a", "v");
        var mark = _stage.Mark;

        await _stage.EventAsync("Create", "/a");

        Assert.That(_stage.Calls(mark).Where(call => call.Region == East).Select(call => call.Operation),
            Is.EquivalentTo(["GetParameters", "DescribeParameters", "ListTagsForResource", "GetParameters", "GetParameters"]), "and each checks once");
    }

    [Test]
    public async Task Each_region_has_its_key()
    {
        await _stage.PutAsync("/a", "v", put => put.Type = "SecureString");

        var run = await _stage.RunAsync(["parameters", "/a"], ("Parameters__KmsKeys__us-west-2", "arn:aws:kms:us-west-2:123456789012:alias/aws/ssm"), ("Parameters__KmsKeys__eu-west-1", "alias/not-there"));

        Assert.That(run.ExitCode, Is.EqualTo(77), run.Text());
        Assert.That((await _stage.DescribeAsync("/a", West)).KeyId, Is.EqualTo("arn:aws:kms:us-west-2:123456789012:alias/aws/ssm"));
        Assert.That(await _stage.FindAsync("/a", Europe), Is.Null);
    }

    [Test]
    public async Task Only_the_region_asked_for_is_looked_at()
    {
        await _stage.PutAsync("/a", "v");
        var mark = _stage.Mark;

        await _stage.RunAsync(["parameters", "--all", "--region-only", Europe]);

        Assert.That(_stage.Calls(mark).Select(call => call.Region).Distinct(StringComparer.Ordinal), Is.EquivalentTo([East, Europe]));
    }
}
