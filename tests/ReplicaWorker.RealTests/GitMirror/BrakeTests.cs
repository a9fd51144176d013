using LocalCloud.Git;
using NUnit.Framework;
using static ReplicaWorker.RealTests.GitMirror.MirrorWorld;

namespace ReplicaWorker.RealTests.GitMirror;

/// <summary>What the worker refuses to do, and what it saves first.</summary>
public sealed class BrakeTests
{
    [Test]
    public async Task Too_many_deletions_are_all_held_until_a_human_confirms()
    {
        await using var world = await MirrorWorld.StartAsync();
        foreach (var name in (string[])["a", "b", "c"])
        {
            await world.RunAsync("branch", name);
        }

        await world.PushAsync("main", "a", "b", "c");
        await world.MirrorAsync();
        await world.PushAsync(":a", ":b", ":c");
        await world.RunAsync("branch", "new");
        await world.RunAsync("branch", "-D", "a");
        await world.RunAsync("branch", "a/below");
        await world.PushAsync("new", "a/below");
        var limit = new Dictionary<string, string>(StringComparer.Ordinal) { ["GitMirror__MaxDeletes"] = "2" };

        var held = await world.MirrorAsync([], limit);

        Assert.That(held.ExitCode, Is.EqualTo(10), held.Text());
        Assert.That(held.Count("held"), Is.EqualTo(4), "three deletions, and the create that needs a name");
        Assert.That(
            (await world.RefsAsync(West)).Select(r => r.Split(' ')[1]),
            Is.EqualTo(["refs/heads/a", "refs/heads/b", "refs/heads/c", "refs/heads/main", "refs/heads/new"]));

        var confirmed = await world.MirrorAsync(["--allow-deletes", "3"], limit);
        Assert.That(confirmed.ExitCode, Is.Zero, confirmed.Text());
        await world.AssertInStepAsync();
    }

    [Test]
    public async Task An_empty_source_never_empties_a_replica()
    {
        await using var world = await MirrorWorld.StartAsync();
        await world.MirrorAsync();
        await world.Git.RunAsync(world.Server.PathOf(Primary, world.Name), ["update-ref", "-d", "refs/heads/main"]);

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.EqualTo(10), run.Text());
        Assert.That(await world.RefsAsync(West), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_source_that_is_gone_is_an_error_and_its_replica_stays()
    {
        await using var world = await MirrorWorld.StartAsync();
        await world.MirrorAsync();
        world.Server.DeleteRepository(Primary, world.Name);

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That(await world.RefsAsync(West), Has.Length.EqualTo(1));
    }

    [TestCase("Keep")]
    [TestCase("Overwrite")]
    [TestCase("Hold")]
    public async Task A_commit_that_only_the_replica_has_is_treated_as_configured(string mode)
    {
        await using var world = await MirrorWorld.StartAsync();
        await world.MirrorAsync();
        var stray = await world.CommitAsync("straight to the replica");
        await world.IntrudeAsync(West, "main");
        await world.RunAsync("reset", "--quiet", "--hard", "HEAD~1");
        var wanted = await world.CommitAsync("the proper way");
        await world.PushAsync("main");

        var run = await world.MirrorAsync([], new(StringComparer.Ordinal) { ["GitMirror__Diverged"] = mode });

        var refs = await world.RefsAsync(West);
        var kept = $"{stray} refs/heads/replica-kept/main-{stray[..12]}";
        switch (mode)
        {
            case "Keep":
                Assert.That(run.ExitCode, Is.Zero, run.Text());
                Assert.That(refs, Is.EqualTo([$"{wanted} refs/heads/main", kept]));
                break;
            case "Overwrite":
                Assert.That(run.ExitCode, Is.Zero, run.Text());
                Assert.That(refs, Is.EqualTo([$"{wanted} refs/heads/main"]));
                break;
            default:
                Assert.That(run.ExitCode, Is.EqualTo(10), run.Text());
                Assert.That(refs, Is.EqualTo([$"{stray} refs/heads/main"]));
                break;
        }

        Assert.That(run.Messages(), Does.Contain("the replica has a commit that the source has never seen"));
    }

    [Test]
    public async Task A_kept_commit_stays_through_later_runs()
    {
        await using var world = await MirrorWorld.StartAsync();
        await world.MirrorAsync();
        await world.CommitAsync("straight to the replica");
        await world.IntrudeAsync(West, "main:refs/heads/extra");
        await world.MirrorAsync();
        var kept = await world.RefsAsync(West);

        var again = await world.MirrorAsync();

        Assert.That(again.Count("changed"), Is.Zero, again.Text());
        Assert.That(await world.RefsAsync(West), Is.EqualTo(kept));
        Assert.That(kept.Single(r => r.Contains("replica-kept/", StringComparison.Ordinal)), Does.Contain("refs/heads/replica-kept/extra-"));
    }

    [Test]
    public async Task What_the_source_once_had_is_overwritten_without_being_kept()
    {
        await using var world = await MirrorWorld.StartAsync();
        await world.CommitAsync("will be taken back");
        await world.PushAsync("main");
        await world.MirrorAsync();
        await world.RunAsync("reset", "--quiet", "--hard", "HEAD~1");
        await world.PushAsync("--force", "main");

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        await world.AssertInStepAsync();
    }

    [Test]
    public async Task A_commit_whose_name_cannot_be_kept_is_not_overwritten()
    {
        await using var world = await MirrorWorld.StartAsync();
        await world.MirrorAsync();
        var stray = await world.CommitAsync("straight to the replica");
        await world.IntrudeAsync(West, "main");
        await world.RunAsync("reset", "--quiet", "--hard", "HEAD~1");
        await world.CommitAsync("the proper way");
        await world.RunAsync("branch", "other");
        await world.PushAsync("main", "other");
        world.Server.Faults.Add(new(GitOperation.Push)
        {
            Times = GitFault.Always,
            RefuseReason = "hook declined",
            RefuseRefs = [$"refs/heads/replica-kept/main-{stray[..12]}"],
        });

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That(await world.RefsAsync(West), Does.Contain($"{stray} refs/heads/main"));
        Assert.That((await world.RefsAsync(West)).Select(r => r.Split(' ')[1]), Does.Contain("refs/heads/other"), "the others are done");
    }
}
