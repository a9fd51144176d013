using System.Diagnostics;
using System.Text;
using LocalCloud.Git;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud;

/// <summary>Each fault does what it says, and only to the requests that it names.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class GitFaultTests
{
    private const string Refs = "/us-east-1/v1/repos/RepoA/info/refs?service=git-upload-pack";

    [Test]
    public async Task A_fault_strikes_the_requests_it_names_and_no_others()
    {
        await using var world = await PlainAsync();
        world.Server.CreateRepository("us-west-2", "RepoA");
        var fault = world.Server.Faults.Add(new GitFault(GitOperation.UploadPackAdvertisement)
        {
            Region = GitWorld.Region,
            Nth = 2,
            Times = 2,
            Status = 503,
            RetryAfter = "7",
            Body = "later"u8.ToArray(),
        });

        var seen = new List<(int, string?)>();
        foreach (var path in new[] { Refs, Refs, Refs.Replace("us-east-1", "us-west-2", StringComparison.Ordinal), Refs, Refs })
        {
            using var response = await world.GetAsync(path);
            seen.Add(((int)response.StatusCode, response.Headers.RetryAfter?.ToString()));
        }

        Assert.That(seen, Is.EqualTo(new[] { (200, null), (503, "7"), (200, null), (503, "7"), (200, null) }));
        Assert.That(fault.Hits, Is.EqualTo(2));
    }

    [Test]
    public async Task A_sticky_fault_strikes_until_it_is_removed()
    {
        await using var world = await PlainAsync();
        var fault = world.Server.Faults.Add(
            new GitFault(GitOperation.UploadPackAdvertisement) { Times = GitFault.Always, Status = 429, Delay = TimeSpan.FromMilliseconds(30) });

        var clock = Stopwatch.StartNew();
        using var first = await world.GetAsync(Refs);
        using var second = await world.GetAsync(Refs);
        var waited = clock.ElapsedMilliseconds;
        world.Server.Faults.Remove(fault);
        using var third = await world.GetAsync(Refs);

        Assert.That(new[] { first, second, third }.Select(r => (int)r.StatusCode), Is.EqualTo(new[] { 429, 429, 200 }));
        Assert.That(waited, Is.GreaterThanOrEqualTo(60));
    }

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(307)]
    public async Task A_redirect_names_its_target(int status)
    {
        await using var world = await PlainAsync();
        world.Server.Faults.Add(
            new GitFault(GitOperation.UploadPackAdvertisement) { Status = status, RedirectTo = new Uri("http://other.example/x") });

        using var response = await world.GetAsync(Refs);

        Assert.That(((int)response.StatusCode, response.Headers.Location), Is.EqualTo((status, new Uri("http://other.example/x"))));
    }

    [Test]
    public async Task A_replaced_answer_may_be_garbage_or_endless()
    {
        await using var world = await PlainAsync();
        world.Server.Faults.Replace(GitWorld.Region, GitOperation.UploadPackAdvertisement, 1, "garbage"u8.ToArray());
        world.Server.Faults.Add(new GitFault(GitOperation.UploadPackAdvertisement)
        {
            Nth = 2,
            WriteBody = async (stream, cancellation) =>
            {
                while (true)
                {
                    await stream.WriteAsync(new byte[65_536], cancellation);
                }
            },
        });

        using var garbage = await world.GetAsync(Refs);
        Assert.That(await garbage.Content.ReadAsStringAsync(), Is.EqualTo("garbage"));
        Assert.That(garbage.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/x-git-upload-pack-advertisement"));

        using var endless = await world.Http.GetAsync(
            new Uri(world.Server.BaseAddress, Refs), HttpCompletionOption.ResponseHeadersRead);
        await (await endless.Content.ReadAsStreamAsync()).ReadExactlyAsync(new byte[10 << 20]);
    }

    [Test]
    public async Task A_hook_runs_before_the_request_is_handled()
    {
        await using var world = await PlainAsync();
        await world.RunAsync("push", world.Url(), "main");
        world.Server.Faults.Before(GitWorld.Region, GitOperation.UploadPackAdvertisement, 1, () => world.Git.RunAsync(
            world.Server.PathOf(GitWorld.Region, "RepoA"), ["update-ref", "refs/heads/moved", "main"]));

        Assert.That(await world.RunAsync("ls-remote", world.Url()), Does.Contain("refs/heads/moved"));
    }

    [Test]
    public async Task A_response_is_cut_after_exactly_so_many_bytes()
    {
        await using var world = await PlainAsync();
        await world.RunAsync("push", world.Url(), "main");
        world.Server.Faults.Add(new GitFault(GitOperation.Fetch) { CutResponseAfter = 1_000 });

        using var response = await world.PostAsync("git-upload-pack", await WantAsync(world, "side-band-64k"));
        using var received = new MemoryStream();

        await Assert.ThatAsync(async () => await (await response.Content.ReadAsStreamAsync()).CopyToAsync(received), Throws.InstanceOf<IOException>());
        Assert.That(received.Length, Is.EqualTo(1_000));
        Assert.That(world.Server.Requests[^1].Aborted, Is.True);
    }

    [Test]
    public async Task A_request_is_cut_and_changes_nothing()
    {
        await using var world = await PlainAsync();
        world.Server.Faults.Add(new GitFault(GitOperation.Push) { CutRequestAfter = 1_000, Times = GitFault.Always });      // curl sends a second time

        var push = await world.TryAsync("push", world.Url(), "main");

        Assert.That(push.ExitCode, Is.Not.Zero);
        Assert.That(await world.RefsAsync(), Is.Empty);
        Assert.That(world.Server.Requests[^1].Aborted, Is.True);
    }

    [TestCase(PushFault.AnswerLost, 0, true)]
    [TestCase(PushFault.AnswerLost, 7, true)]
    [TestCase(PushFault.Ignored, 0, false)]
    public async Task A_push_with_an_unknown_outcome_is_applied_or_not(PushFault kind, int kept, bool applied)
    {
        await using var world = await PlainAsync();
        world.Server.Faults.Add(new GitFault(GitOperation.Push) { Push = kind, KeepAnswerBytes = kept });

        using var response = await world.PostAsync("git-receive-pack", GitWorld.Push(
            GitWorld.Zero, await world.RunAsync("rev-parse", "HEAD"), "refs/heads/main", " report-status", await world.PackAsync()));

        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("000eunpack ok"[..kept]));
        Assert.That(await world.RefsAsync(), applied ? Is.Not.Empty : Is.Empty);
        Assert.That((world.Server.Requests[^1].Status, world.Server.Requests[^1].ResponseBytes), Is.EqualTo((200, kept)));
    }

    [Test]
    public async Task A_claim_of_success_convinces_git_and_changes_nothing()
    {
        await using var world = await PlainAsync();
        world.Server.Faults.Add(new GitFault(GitOperation.Push) { Push = PushFault.ClaimedOnly });

        var push = await world.TryAsync("push", world.Url(), "main");

        Assert.That(push.ExitCode, Is.Zero);
        Assert.That(await world.RefsAsync(), Is.Empty);
    }

    [TestCase(GitProfile.Plain)]
    [TestCase(GitProfile.CodeCommit)]
    public async Task One_ref_is_refused_and_the_others_are_applied(GitProfile profile)
    {
        await using var world = await GitWorld.StartAsync(o => o with { Profile = profile });
        world.Server.Faults.Add(new GitFault(GitOperation.Push) { RefuseReason = "because I say so", RefuseRefs = ["refs/heads/bad"] });

        var push = await world.TryAsync("push", world.Url(), "main:refs/heads/bad", "main:refs/heads/good");

        Assert.That(push.Error, Does.Contain("[remote rejected] main -> bad (because I say so)").And.Contain("main -> good"));
        Assert.That(await world.RefsAsync(), Does.StartWith("refs/heads/good ").And.Not.Contain("bad"));
    }

    [Test]
    public async Task Thin_packs_are_refused_and_full_ones_taken()
    {
        await using var world = await GitWorld.StartAsync();
        await world.RunAsync("push", world.Url(), "main");
        await world.CommitAsync("second");
        world.Server.Faults.Add(new GitFault(GitOperation.Push) { RefuseThinPacks = true, Times = GitFault.Always });

        var thin = await world.TryAsync("push", "--thin", world.Url(), "main");
        using var full = await world.PostAsync("git-receive-pack", GitWorld.Push(
            GitWorld.Zero, await world.RunAsync("rev-parse", "HEAD"), "refs/heads/full", " report-status", await world.PackAsync()));

        Assert.That(thin.Error, Does.Contain("remote unpack failed: unresolved deltas").And.Contain("unpacker error"));
        Assert.That(await full.Content.ReadAsStringAsync(), Does.Contain("ok refs/heads/full\n"));
    }

    [TestCase("side-band-64k", 500, false)]
    [TestCase("", 500, false)]
    [TestCase("side-band-64k", null, true)]
    [TestCase("", null, true)]
    public async Task One_byte_of_a_pack_is_wrong(string capabilities, int? at, bool trailer)
    {
        await using var world = await PlainAsync();
        await world.RunAsync("push", world.Url(), "main");
        var good = await PackAsync();
        world.Server.Faults.Add(new GitFault(GitOperation.Fetch) { CorruptPackAt = at, CorruptPackTrailer = trailer });
        var bad = await PackAsync();

        var wrong = Enumerable.Range(0, good.Length).Where(i => good[i] != bad[i]).ToList();
        Assert.That(bad, Has.Length.EqualTo(good.Length));
        Assert.That(wrong, Is.EqualTo(new[] { at ?? good.Length - 1 }));

        async Task<byte[]> PackAsync()
        {
            using var response = await world.PostAsync("git-upload-pack", await WantAsync(world, capabilities));
            return PackOf(await response.Content.ReadAsByteArrayAsync(), capabilities.Length > 0);
        }
    }

    [Test]
    public async Task A_slow_reader_takes_its_time()
    {
        await using var world = await GitWorld.StartAsync(o => o with { Profile = GitProfile.Plain, ReceiveBufferBytes = 4_096 });
        world.Server.Faults.Add(new GitFault(GitOperation.Push) { RequestBytesPerSecond = 20_000 });

        var clock = Stopwatch.StartNew();
        await world.RunAsync("push", world.Url(), "main");

        var bytes = world.Server.Requests[^1].RequestBytes;
        Assert.That(clock.Elapsed.TotalSeconds, Is.GreaterThan((bytes / 20_000.0) - 0.1).And.GreaterThan(0.5));
    }

    [Test]
    public async Task A_client_that_goes_away_ends_the_git_behind_it()
    {
        await using var world = await PlainAsync();
        await world.CommitNoiseAsync(30 << 20);
        await world.RunAsync("push", world.Url(), "main");

        using (var response = await world.PostAsync("git-upload-pack", await WantAsync(world, "side-band-64k")))
        {
            await (await response.Content.ReadAsStreamAsync()).ReadExactlyAsync(new byte[10_000]);
            Assert.That(GitProcesses(), Is.Not.Zero);
        }

        Assert.That(GitProcesses, Is.Zero.After(5_000, 20));
        Assert.That(() => world.Server.Requests[^1].Aborted, Is.True.After(5_000, 20));

        int GitProcesses() => Directory.EnumerateDirectories("/proc").Count(p =>
            new FileInfo(Path.Combine(p, "cwd")).LinkTarget == world.Server.PathOf(GitWorld.Region, "RepoA"));
    }

    private static Task<GitWorld> PlainAsync() => GitWorld.StartAsync(o => o with { Profile = GitProfile.Plain, ProtocolV2 = false });

    private static async Task<byte[]> WantAsync(GitWorld world, string capabilities) =>
    [
        .. GitWorld.Packet($"want {await world.RunAsync("rev-parse", "HEAD")} {capabilities}\n"),
        .. "0000"u8,
        .. GitWorld.Packet("done\n"),
    ];

    /// <summary>The bytes of the pack in the answer to a fetch, after <c>NAK</c>.</summary>
    private static byte[] PackOf(byte[] answer, bool sideBand)
    {
        var rest = answer.AsSpan(8);
        if (!sideBand)
        {
            return rest.ToArray();
        }

        var pack = new List<byte>();
        while (int.Parse(Encoding.ASCII.GetString(rest[..4]), System.Globalization.NumberStyles.HexNumber) is var length and > 0)
        {
            if (rest[4] == 1)
            {
                pack.AddRange(rest[5..length]);
            }

            rest = rest[length..];
        }

        return [.. pack];
    }
}
