using LocalCloud.Git;
using NUnit.Framework;
using static ReplicaWorker.RealTests.GitMirror.MirrorWorld;

namespace ReplicaWorker.RealTests.GitMirror;

/// <summary>Servers differ in what they offer. Each of these has to be served by what it offers, and by nothing else.</summary>
public sealed class VarietyTests
{
    [TestCase("CodeCommit")]
    [TestCase("Plain")]
    [TestCase("Plain v0")]
    [TestCase("Plain sha256")]
    [TestCase("Plain v0 sha256")]
    [TestCase("CodeCommit v2")]
    [TestCase("Plain without ofs-delta")]
    [TestCase("Plain v0 without ofs-delta")]
    [TestCase("Plain v0 without side-band-64k")]
    [TestCase("Plain v0 without side-band-64k side-band")]
    [TestCase("Plain v0 without multi_ack_detailed")]
    [TestCase("Plain v0 without multi_ack_detailed multi_ack")]
    [TestCase("Plain v0 without thin-pack")]
    [TestCase("Plain v0 without report-status report-status-v2")]
    [TestCase("Plain v0 without report-status")]
    [TestCase("Plain without agent object-format atomic")]
    [TestCase("Plain v0 with no-thin")]
    public async Task First_replication_update_rewrite_and_deletion(string server)
    {
        await using var world = await MirrorWorld.StartAsync(options => Shape(options, server), server.Contains("sha256", StringComparison.Ordinal) ? "sha256" : "sha1");
        await world.RunAsync("branch", "gone");
        await world.RunAsync("tag", "-a", "v1", "-m", "one");
        await world.PushAsync("main", "gone", "v1");
        await MirrorAndCheckAsync(world);

        await world.CommitAsync("second");
        await world.PushAsync("main");
        await MirrorAndCheckAsync(world);

        await world.RunAsync("reset", "--quiet", "--hard", "HEAD~1");
        await world.CommitAsync("another second");
        await world.PushAsync("--force", "main");
        await world.PushAsync(":gone");
        await MirrorAndCheckAsync(world);

        var idle = await world.MirrorAsync();
        Assert.That(idle.Count("changed"), Is.Zero, idle.Text());
    }

    [Test]
    public async Task Offset_deltas_are_asked_for_only_when_both_sides_know_them()
    {
        // The source is a server that has them, the replica one that refuses them: two servers, one worker.
        await using var source = await MirrorWorld.StartAsync(options => options with { Profile = GitProfile.Plain });
        await using var replica = await MirrorWorld.StartAsync();
        await source.CommitAsync("second");
        await source.CommitAsync("third");
        await source.PushAsync("main");

        var run = await source.MirrorAsync([], new(StringComparer.Ordinal)
        {
            ["GitMirror__Endpoints__" + West] = replica.Server.EndpointTemplate.Replace("{region}", West, StringComparison.Ordinal),
        });

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(await replica.RefsAsync(West), Is.EqualTo(await source.RefsAsync(Primary)));
        Assert.That(source.Requests(GitOperation.Fetch).SelectMany(r => r.Capabilities), Does.Not.Contain("ofs-delta"));
    }

    [TestCase("RepoA-replica", 0)]
    [TestCase("RepoA", 1)]
    public async Task One_server_for_all_regions_does_when_the_replica_has_another_name(string replica, int code)
    {
        await using var world = await MirrorWorld.StartAsync(options => options with { Profile = GitProfile.Plain });
        world.Server.CreateRepository(Primary, world.Replica);

        var run = await world.MirrorAsync([], new(StringComparer.Ordinal)
        {
            ["GitMirror__Endpoint"] = world.Server.EndpointTemplate.Replace("{region}", Primary, StringComparison.Ordinal),
            ["GitMirror__Repositories__RepoA"] = replica,
        });

        Assert.That(run.ExitCode, Is.EqualTo(code), run.Text());
        Assert.That(await world.RefsAsync(Primary, world.Replica), code == 0 ? Is.EqualTo(await world.RefsAsync(Primary)) : Is.Empty);
    }

    [Test]
    public async Task Different_object_formats_are_refused()
    {
        await using var world = await MirrorWorld.StartAsync(options => options with { Profile = GitProfile.Plain }, "sha256", replicaFormat: "sha1");

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That(run.Messages(), Does.Contain("sha256").And.Contain("no pack fits both"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_shallow_source_is_refused(bool v2)
    {
        await using var world = await MirrorWorld.StartAsync(options => options with { Profile = GitProfile.Plain, ProtocolV2 = v2 });
        await world.CommitAsync("second");
        await world.PushAsync("main");
        await File.WriteAllTextAsync(
            Path.Combine(world.Server.PathOf(Primary, world.Name), "shallow"), await world.RunAsync("rev-parse", "HEAD") + "\n");

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That(run.Messages(), Does.Contain("shallow"));
        Assert.That(await world.RefsAsync(West), Is.Empty);
    }

    private static GitServerOptions Shape(GitServerOptions options, string server)
    {
        var words = server.Split(' ').ToList();
        var without = words.IndexOf("without");
        return options with
        {
            Profile = words[0] == "Plain" ? GitProfile.Plain : GitProfile.CodeCommit,
            ProtocolV2 = words.Contains("v2") ? true : words.Contains("v0") ? false : null,
            WithoutCapabilities = without < 0 ? options.WithoutCapabilities : words.Skip(without + 1).ToHashSet(StringComparer.Ordinal),
            ExtraReceiveCapabilities = words.Contains("no-thin") ? ["no-thin"] : [],
        };
    }

    private static async Task MirrorAndCheckAsync(MirrorWorld world)
    {
        var run = await world.MirrorAsync();
        Assert.That(run.ExitCode, Is.Zero, run.Text());
        await world.AssertInStepAsync();
    }
}
