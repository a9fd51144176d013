using System.Text;
using LocalCloud.Git;
using NUnit.Framework;
using static ReplicaWorker.RealTests.GitMirror.MirrorWorld;

namespace ReplicaWorker.RealTests.GitMirror;

/// <summary>Servers and networks that fail: what passes is tried again, what does not is said, and nothing is ever half-written.</summary>
public sealed class FaultTests
{
    [TestCase(GitOperation.UploadPackAdvertisement, Primary, 503)]
    [TestCase(GitOperation.ReceivePackAdvertisement, West, 503)]
    [TestCase(GitOperation.Fetch, Primary, 500)]
    [TestCase(GitOperation.Push, West, 502)]
    [TestCase(GitOperation.Push, West, 429)]
    [TestCase(GitOperation.UploadPackAdvertisement, Primary, 408)]
    public async Task What_may_pass_is_tried_again(GitOperation operation, string region, int status)
    {
        await using var world = await MirrorWorld.StartAsync();
        var fault = world.Server.Faults.Add(new(operation) { Region = region, Status = status });

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(fault.Hits, Is.EqualTo(1));
        await world.AssertInStepAsync();
    }

    [Test]
    public async Task A_server_that_says_how_long_to_wait_is_believed()
    {
        await using var world = await MirrorWorld.StartAsync();
        world.Server.Faults.Add(new(GitOperation.UploadPackAdvertisement) { Region = Primary, Status = 429, RetryAfter = "3" });

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(run.Lines().Single(line => line["delayMs"] is not null)["delayMs"]!.GetValue<long>(), Is.EqualTo(3_000));
    }

    [TestCase(GitOperation.UploadPackAdvertisement, Primary, 401)]
    [TestCase(GitOperation.UploadPackAdvertisement, Primary, 403)]
    [TestCase(GitOperation.ReceivePackAdvertisement, West, 403)]
    [TestCase(GitOperation.Push, West, 403)]
    public async Task A_refusal_is_never_tried_again(GitOperation operation, string region, int status)
    {
        await using var world = await MirrorWorld.StartAsync();
        var fault = world.Server.Faults.Add(new(operation) { Region = region, Status = status, Times = GitFault.Always });

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.EqualTo(77), run.Text());
        Assert.That(fault.Hits, Is.EqualTo(1));
        Assert.That(await world.RefsAsync(West), Is.Empty);
    }

    [Test]
    public async Task A_source_that_stays_broken_ends_with_75_and_an_untouched_replica()
    {
        await using var world = await MirrorWorld.StartAsync();
        world.Server.Faults.Add(new(GitOperation.UploadPackAdvertisement) { Region = Primary, Status = 503, Times = GitFault.Always });

        var run = await world.MirrorAsync([], new(StringComparer.Ordinal) { ["Replica__RunTimeout"] = "00:00:10" });

        Assert.That(run.ExitCode, Is.EqualTo(75), run.Text());
        Assert.That(await world.RefsAsync(West), Is.Empty);
    }

    [TestCase("cut")]
    [TestCase("corrupt")]
    [TestCase("trailer")]
    public async Task A_pack_that_is_not_whole_is_never_completed_and_then_fetched_afresh(string damage)
    {
        await using var world = await MirrorWorld.StartAsync();
        await world.CommitNoiseAsync(2_000_000);
        await world.PushAsync("main");
        world.Server.Faults.Add(damage switch
        {
            "cut" => new(GitOperation.Fetch) { CutResponseAfter = 1_000_000 },
            "corrupt" => new(GitOperation.Fetch) { CorruptPackAt = 1_000_000 },
            _ => new GitFault(GitOperation.Fetch) { CorruptPackTrailer = true },
        });

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        await world.AssertInStepAsync();
        Assert.That(world.Requests(GitOperation.Fetch), Has.Count.EqualTo(2));
        var pushes = world.Requests(GitOperation.Push);
        Assert.That(pushes.Select(p => p.Aborted), Is.EqualTo([true, false]), "the first push was broken off, not completed");
    }

    [TestCase(PushFault.AnswerLost)]
    [TestCase(PushFault.Ignored)]
    [TestCase(PushFault.ClaimedOnly)]
    public async Task The_next_listing_is_the_proof_whatever_a_server_claims(PushFault fault)
    {
        await using var world = await MirrorWorld.StartAsync();
        world.Server.Faults.Add(new(GitOperation.Push) { Push = fault });

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(run.Count("changed"), Is.EqualTo(1));
        await world.AssertInStepAsync();
        Assert.That(world.Requests(GitOperation.Push), Has.Count.EqualTo(fault == PushFault.AnswerLost ? 1 : 2));
    }

    [Test]
    public async Task A_server_that_only_ever_claims_success_is_found_out()
    {
        await using var world = await MirrorWorld.StartAsync();
        world.Server.Faults.Add(new(GitOperation.Push) { Push = PushFault.ClaimedOnly, Times = GitFault.Always });

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.EqualTo(75), run.Text());
        Assert.That(run.Count("failed"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_ref_that_the_replica_refuses_does_not_stop_the_others()
    {
        await using var world = await MirrorWorld.StartAsync();
        await world.RunAsync("branch", "other");
        await world.PushAsync("main", "other");
        world.Server.Faults.Add(new(GitOperation.Push) { Times = GitFault.Always, RefuseReason = "hook declined", RefuseRefs = ["refs/heads/main"] });

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That((run.Count("changed"), run.Count("failed")), Is.EqualTo((1, 1)));
        Assert.That(run.Messages(), Does.Contain("refs/heads/main: the replica refused: hook declined"));
        Assert.That((await world.RefsAsync(West)).Single(), Does.EndWith("refs/heads/other"));
    }

    [Test]
    public async Task A_replica_without_thin_pack_support_gets_a_self_contained_one()
    {
        await using var world = await MirrorWorld.StartAsync();
        await world.MirrorAsync();
        await world.CommitAsync("one line");
        await world.PushAsync("main");
        world.Server.Faults.Add(new(GitOperation.Push) { RefuseThinPacks = true, Times = GitFault.Always });
        world.Server.ClearRequests();

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        await world.AssertInStepAsync();
        Assert.That(
            world.Requests(GitOperation.Fetch).Select(f => f.Capabilities.Contains("thin-pack", StringComparer.Ordinal)),
            Is.EqualTo([false, true, false]),
            "a question about the replica's tip, then a thin pack, then a self-contained one");
    }

    [Test]
    public async Task A_ref_that_moves_under_us_is_planned_again()
    {
        await using var world = await MirrorWorld.StartAsync();
        await world.MirrorAsync();
        var first = await world.CommitAsync("second");
        await world.PushAsync("main");
        await world.CommitAsync("third");

        // Another run is faster: just before our push, it brings the replica to where the source is by then.
        world.Server.Faults.Before(West, GitOperation.Push, 1, async () =>
        {
            await world.PushAsync("main");
            await world.IntrudeAsync(West, "main");
        });

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        await world.AssertInStepAsync();
        Assert.That((await world.RefsAsync(West)).Single(), Does.Not.StartWith(first), "stale news never undo a newer push");
    }

    [Test]
    public async Task A_replica_that_keeps_moving_ends_with_75()
    {
        await using var world = await MirrorWorld.StartAsync();
        await world.MirrorAsync();
        await world.CommitAsync("second");
        await world.PushAsync("main");
        var replica = world.Server.PathOf(West, world.Replica);
        world.Server.Faults.Add(new(GitOperation.Push)
        {
            Times = GitFault.Always,
            Before = async () =>
            {
                var tree = await world.Git.RunAsync(replica, ["rev-parse", "main^{tree}"]);
                var commit = await world.Git.RunAsync(replica, ["commit-tree", tree, "-p", "main", "-m", "busy"]);
                await world.Git.RunAsync(replica, ["update-ref", "refs/heads/main", commit]);
            },
        });

        var run = await world.MirrorAsync([], new(StringComparer.Ordinal) { ["GitMirror__Diverged"] = "Overwrite" });

        Assert.That(run.ExitCode, Is.EqualTo(75), run.Text());
        Assert.That(run.Messages(), Does.Contain("keeps moving under us"));
    }

    [Test]
    public async Task One_replica_that_is_down_does_not_hold_up_the_other()
    {
        await using var world = await MirrorWorld.StartAsync(regions: [West, Europe]);
        world.Server.Faults.Add(new(GitOperation.ReceivePackAdvertisement) { Region = West, Status = 403, Times = GitFault.Always });

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.EqualTo(77), run.Text());
        Assert.That(await world.RefsAsync(Europe), Is.EqualTo(await world.RefsAsync(Primary)));
        Assert.That(run.Finished()["regions"]![Europe]!["failed"]!.GetValue<int>(), Is.Zero);
    }

    [Test]
    public async Task A_replica_that_falls_behind_is_let_go_and_served_alone()
    {
        await using var world = await MirrorWorld.StartAsync(options => options with { ReceiveBufferBytes = 16_384 }, regions: [West, Europe]);
        await world.CommitNoiseAsync(24_000_000);
        await world.PushAsync("main");
        var slow = world.Server.Faults.Add(new(GitOperation.Push) { Region = West, RequestBytesPerSecond = 4_000 });

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(slow.Hits, Is.EqualTo(1));
        await world.AssertInStepAsync();
        Assert.That(run.Messages(), Does.Contain("was let go"));
        Assert.That(world.Requests(GitOperation.Fetch), Has.Count.EqualTo(2), "once for both, once for the slow one alone");
    }

    [Test]
    public async Task Sigterm_in_the_middle_of_a_push_ends_with_143_and_writes_nothing()
    {
        await using var world = await MirrorWorld.StartAsync(options => options with { ReceiveBufferBytes = 16_384 });
        await world.CommitNoiseAsync(24_000_000);
        await world.PushAsync("main");
        world.Server.Faults.Add(new(GitOperation.Push) { RequestBytesPerSecond = 50_000 });

        await using var worker = await world.Cloud.StartWorkerAsync(["mirror", world.Name], world.Environment());
        while (world.Requests(GitOperation.Push).Sum(push => push.RequestBytes) < 50_000)
        {
            await Task.Delay(20);
        }

        var stopped = System.Diagnostics.Stopwatch.GetTimestamp();
        await worker.TerminateAsync();
        var run = await worker.Completion;

        Assert.That(run.ExitCode, Is.EqualTo(143), run.Text());
        Assert.That(System.Diagnostics.Stopwatch.GetElapsedTime(stopped), Is.LessThan(TimeSpan.FromSeconds(5)), "well under the ten seconds that are promised");
        Assert.That(run.Finished()["exitCode"]!.GetValue<int>(), Is.EqualTo(143));
        Assert.That(await world.RefsAsync(West), Is.Empty);
    }

    [Test]
    public async Task A_redirect_to_another_host_gets_no_credentials()
    {
        await using var world = await MirrorWorld.StartAsync();
        await using var elsewhere = await MirrorWorld.StartAsync();
        world.Server.Faults.Add(new(GitOperation.UploadPackAdvertisement)
        {
            Region = Primary,
            Times = GitFault.Always,
            RedirectTo = new Uri(elsewhere.Server.UrlOf(Primary, elsewhere.Name) + "/info/refs?service=git-upload-pack"),
        });

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.EqualTo(77), run.Text());
        var seen = elsewhere.Server.Requests.Single();
        Assert.That((seen.Status, seen.User), Is.EqualTo((401, (string?)null)));
    }

    [TestCase("not a packet at all")]
    [TestCase("001e# service=git-upload-pack\n0000fff5")]
    [TestCase("001e# service=git-upload-pack\n00000004")]
    [TestCase("001e# service=git-upload-pack\n0000003f1111111111111111111111111111111111111111 refs/heads/../../x\n0000")]
    [TestCase("001e# service=git-upload-pack\n0000003f1111111111111111111111111111111111111111 refs/heads/cut off")]
    public async Task An_answer_that_is_not_gits_changes_nothing(string body)
    {
        await using var world = await MirrorWorld.StartAsync();
        await world.MirrorAsync();
        var before = await world.RefsAsync(West);
        await world.CommitAsync("second");
        await world.PushAsync("main");
        world.Server.Faults.Add(new(GitOperation.UploadPackAdvertisement)
        {
            Region = Primary,
            Times = GitFault.Always,
            Body = Encoding.UTF8.GetBytes(body),
            ContentType = "application/x-git-upload-pack-advertisement",
        });

        var run = await world.MirrorAsync([], new(StringComparer.Ordinal) { ["Replica__RunTimeout"] = "00:00:10" });

        Assert.That(run.ExitCode, Is.EqualTo(1).Or.EqualTo(75), run.Text());
        Assert.That(await world.RefsAsync(West), Is.EqualTo(before));
    }
}
