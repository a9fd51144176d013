using LocalCloud.Git;
using NUnit.Framework;
using static ReplicaWorker.RealTests.GitMirror.MirrorWorld;

namespace ReplicaWorker.RealTests.GitMirror;

/// <summary>What the worker does to replicas when everything works: against a server as strict as CodeCommit.</summary>
public sealed class MirrorTests
{
    [Test]
    public async Task A_push_event_brings_every_replica_in_step_with_one_read_of_the_source()
    {
        await using var world = await MirrorWorld.StartAsync(regions: [West, Europe]);
        await world.RunAsync("tag", "-a", "v1", "-m", "one");
        await world.PushAsync("main", "v1");
        var head = await world.RunAsync("rev-parse", "HEAD");

        var run = await world.HandleAsync("referenceCreated", "refs/heads/main", @new: head);

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        await world.AssertInStepAsync();
        Assert.That(world.Requests(GitOperation.Fetch), Has.Count.EqualTo(1));
        Assert.That(run.Count("changed"), Is.EqualTo(4));
        Assert.That(run.Finished()["lagMs"]!.GetValue<long>(), Is.Positive);
    }

    [Test]
    public async Task A_second_run_changes_nothing_and_asks_little()
    {
        await using var world = await MirrorWorld.StartAsync(regions: [West, Europe]);
        await world.MirrorAsync();
        world.Server.ClearRequests();

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(run.Count("changed"), Is.Zero);
        Assert.That(run.Count("unchanged"), Is.EqualTo(2));
        Assert.That(world.Server.Requests, Has.Count.EqualTo(3), "one listing of the source and one of each replica");
    }

    [Test]
    public async Task Every_kind_of_change_is_one_push()
    {
        await using var world = await MirrorWorld.StartAsync();
        await world.RunAsync("branch", "x");
        await world.RunAsync("branch", "gone");
        await world.RunAsync("branch", "rewritten");
        await world.PushAsync("main", "x", "gone", "rewritten");
        await world.MirrorAsync();

        await world.RunAsync("checkout", "--quiet", "rewritten");
        await world.RunAsync("commit", "--quiet", "--amend", "-m", "history rewritten");
        await world.RunAsync("branch", "-D", "x");
        await world.RunAsync("branch", "x/y", "main");
        await world.CommitAsync("second");
        await world.RunAsync("tag", "-a", "v1", "-m", "one", "main");
        await world.PushAsync(":x", ":gone");
        await world.PushAsync("--force", "rewritten", "x/y", "v1");
        world.Server.ClearRequests();

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        await world.AssertInStepAsync();
        Assert.That(world.Requests(GitOperation.Push), Has.Count.EqualTo(1));
        Assert.That(run.Count("changed"), Is.EqualTo(5));
    }

    [Test]
    public async Task A_one_line_change_of_a_big_file_moves_a_thin_pack()
    {
        await using var world = await MirrorWorld.StartAsync();
        await world.MirrorAsync();
        await world.CommitAsync("one line");
        await world.PushAsync("main");
        world.Server.ClearRequests();

        var run = await world.MirrorAsync();

        await world.AssertInStepAsync();
        var pack = run.Lines().Single(line => line["packBytes"] is not null)["packBytes"]!.GetValue<long>();
        Assert.That(pack, Is.LessThan(1_000), "the file alone is over 10,000 bytes compressed");
    }

    [Test]
    public async Task A_deletion_alone_carries_no_pack_and_reads_none()
    {
        await using var world = await MirrorWorld.StartAsync();
        await world.RunAsync("branch", "gone");
        await world.PushAsync("main", "gone");
        await world.MirrorAsync();
        await world.PushAsync(":gone");
        world.Server.ClearRequests();

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        await world.AssertInStepAsync();
        Assert.That(world.Requests(GitOperation.Fetch), Is.Empty);
    }

    [Test]
    public async Task A_dry_run_prints_the_plan_and_changes_nothing()
    {
        await using var world = await MirrorWorld.StartAsync();

        var run = await world.MirrorAsync("--dry-run");

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(await world.RefsAsync(West), Is.Empty);
        Assert.That(world.Requests(GitOperation.Push), Is.Empty);
        Assert.That(run.Messages(), Does.Contain("plan: create refs/heads/main"));
    }

    [Test]
    public async Task Only_the_region_that_was_asked_for_is_touched()
    {
        await using var world = await MirrorWorld.StartAsync(regions: [West, Europe]);

        var run = await world.MirrorAsync("--region-only", Europe);

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(await world.RefsAsync(Europe), Has.Length.EqualTo(1));
        Assert.That(world.Server.Requests.Where(r => r.Region == West), Is.Empty);
    }

    [Test]
    public async Task Refs_outside_the_filter_are_looked_at_on_neither_side()
    {
        await using var world = await MirrorWorld.StartAsync();
        await world.RunAsync("branch", "wip/mine");
        await world.PushAsync("main", "wip/mine");
        await world.IntrudeAsync(West, "main:refs/heads/wip/theirs");

        var run = await world.MirrorAsync([], new(StringComparer.Ordinal) { ["GitMirror__ExcludeRefs"] = "refs/heads/wip/*" });

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That((await world.RefsAsync(West)).Select(r => r.Split(' ')[1]), Is.EqualTo(["refs/heads/main", "refs/heads/wip/theirs"]));
    }

    [Test]
    public async Task More_refs_than_one_push_takes_go_in_several()
    {
        await using var world = await MirrorWorld.StartAsync();
        var head = await world.RunAsync("rev-parse", "HEAD");
        var source = world.Server.PathOf(Primary, world.Name);
        var commands = Path.Combine(world.Work, "..", "refs.txt");
        await File.WriteAllLinesAsync(commands, Enumerable.Range(0, 9_000).Select(i => $"create refs/tags/t{i:0000} {head}"));
        await world.Git.RunAsync(source, ["-c", "core.hooksPath=/dev/null", "fetch", "--quiet", "."]);
        await ShellAsync($"git --git-dir '{source}' update-ref --stdin < '{commands}'");

        var created = await world.MirrorAsync();
        await world.AssertInStepAsync();
        Assert.That(world.Requests(GitOperation.Push).Select(r => r.Commands), Is.All.LessThanOrEqualTo(4_000).And.Exactly(3).Items);

        await File.WriteAllLinesAsync(commands, Enumerable.Range(0, 9_000).Select(i => $"delete refs/tags/t{i:0000} {head}"));
        await ShellAsync($"git --git-dir '{source}' update-ref --stdin < '{commands}'");
        var deleted = await world.MirrorAsync("--allow-deletes", "9000");
        await world.AssertInStepAsync();

        Assert.That((created.ExitCode, deleted.ExitCode), Is.EqualTo((0, 0)), deleted.Text());
        Assert.That((created.Count("changed"), deleted.Count("changed")), Is.EqualTo((9_001, 9_000)));
    }

    private static async Task ShellAsync(string script)
    {
        using var shell = System.Diagnostics.Process.Start("sh", ["-c", script]);
        await shell.WaitForExitAsync();
        Assert.That(shell.ExitCode, Is.Zero, script);
    }
}
