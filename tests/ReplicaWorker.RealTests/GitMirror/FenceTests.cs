using LocalCloud.Aws;
using LocalCloud.Processes;
using NUnit.Framework;
using static ReplicaWorker.RealTests.GitMirror.MirrorWorld;

namespace ReplicaWorker.RealTests.GitMirror;

/// <summary>A region that has been failed over to is not written, whoever asks.</summary>
[NonParallelizable]   // the fence of a region is one for all
public sealed class FenceTests
{
    private static readonly string[] Both = [West, Europe];

    [Test]
    public async Task A_fenced_region_is_held_whole_and_the_other_is_not()
    {
        await using var world = await MirrorWorld.StartAsync(regions: Both);
        var environment = Alone();
        var set = await FenceAsync(world, "set", environment);
        Assert.That(set.ExitCode, Is.Zero, set.Text());

        var held = await world.MirrorAsync([], environment);

        Assert.That(held.ExitCode, Is.EqualTo(10), held.Text());
        Assert.That(held.Text(), Does.Contain($"{West} is fenced"));
        Assert.That(await world.RefsAsync(West), Is.Empty);
        Assert.That(await world.RefsAsync(Europe), Is.EqualTo(await world.RefsAsync(Primary)));

        var cleared = await FenceAsync(world, "clear", environment);
        Assert.That(cleared.ExitCode, Is.Zero, cleared.Text());
        Assert.That((await world.MirrorAsync([], environment)).ExitCode, Is.Zero);
        await world.AssertInStepAsync();
    }

    [Test]
    public async Task A_fence_belongs_to_one_installation()
    {
        await using var world = await MirrorWorld.StartAsync(regions: [West]);
        await FenceAsync(world, "set", Alone("another"));

        Assert.That((await world.MirrorAsync([], Alone("this"))).ExitCode, Is.Zero);
    }

    [Test]
    public async Task Setting_and_clearing_twice_changes_nothing_the_second_time()
    {
        await using var world = await MirrorWorld.StartAsync(regions: [West]);
        var environment = Alone();

        foreach (var (word, changed) in ((string, int)[])[("clear", 0), ("set", 1), ("set", 0), ("clear", 1), ("clear", 0)])
        {
            var run = await FenceAsync(world, word, environment);
            Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, changed)), word);
        }

        var rehearsal = await FenceAsync(world, "set", environment, "--dry-run");
        Assert.That((rehearsal.ExitCode, rehearsal.Count("changed")), Is.EqualTo((0, 1)));
        Assert.That((await FenceAsync(world, "clear", environment)).Count("changed"), Is.Zero, "a dry run sets nothing");
    }

    [TestCase("AccessDeniedException", 77)]
    [TestCase("ThrottlingException", 10)]
    public async Task When_nobody_can_say_whether_there_is_a_fence_only_what_loses_nothing_is_done(string code, int expected)
    {
        await using var world = await MirrorWorld.StartAsync(regions: [West]);
        await world.RunAsync("branch", "gone");
        await world.PushAsync("gone");
        await world.MirrorAsync();
        await world.PushAsync(":gone");
        await world.CommitAsync("forward");
        await world.PushAsync("main");
        await world.RunAsync("branch", "new");
        await world.PushAsync("new");

        using var fault = world.Cloud.Aws.Faults.Add(AwsFault.Denied("ssm", "GetParameter") with { Code = code, AccessKey = world.Cloud.Options.Worker.Id });
        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.EqualTo(expected), run.Text());
        Assert.That(
            (await world.RefsAsync(West)).Select(r => r.Split(' ')[1]), Is.EqualTo(["refs/heads/gone", "refs/heads/main", "refs/heads/new"]));
        Assert.That((await world.RefsAsync(West))[1], Is.EqualTo((await world.RefsAsync(Primary))[0]), "a fast-forward loses nothing");
    }

    [Test]
    public async Task A_region_that_is_not_replicated_to_cannot_be_fenced()
    {
        await using var world = await MirrorWorld.StartAsync(regions: [West]);
        var run = await world.Cloud.RunWorkerAsync(["fence", "set", "--region", "eu-north-1"], world.Environment());

        Assert.That(run.ExitCode, Is.EqualTo(64), run.Text());
    }

    private static Dictionary<string, string> Alone(string project = "fenced") => new(StringComparer.Ordinal)
    {
        ["Replica__Project"] = $"{project}-{TestContext.CurrentContext.Test.ID}",
    };

    private static Task<WorkerRun> FenceAsync(
        MirrorWorld world, string word, Dictionary<string, string> environment, params string[] more) =>
        world.Cloud.RunWorkerAsync(["fence", word, "--region", West, .. more], world.Environment(environment));
}
