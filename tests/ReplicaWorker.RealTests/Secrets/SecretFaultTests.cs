using LocalCloud;
using LocalCloud.Aws;
using NUnit.Framework;
using static ReplicaWorker.RealTests.Secrets.SecretsWorld;

namespace ReplicaWorker.RealTests.Secrets;

/// <summary>What goes wrong in one place stays there, is never read as "absent", and says who must act.</summary>
public sealed class SecretFaultTests
{
    private Cloud _cloud = null!;
    private SecretsWorld _world = null!;

    [SetUp]
    public async Task Find_the_cloud()
    {
        _cloud = await CloudFixture.CloudAsync();
        _world = On(_cloud);
    }

    [TearDown]
    public void Clear()
    {
        _cloud.Aws.Faults.Clear();
        _world.Dispose();
    }

    private static string Name => "fault/" + TestContext.CurrentContext.Test.ID;

    [Test]
    public async Task A_region_that_cannot_be_read_is_failed_and_not_written_and_the_other_is_done()
    {
        await _world.CreateAsync(Name);
        Worker(AwsFault.Denied("secretsmanager") with { Region = West });

        var named = await _world.RunAsync("secrets", Name);

        Assert.That(named.ExitCode, Is.EqualTo(77), named.Text());
        Assert.That((named.Count("changed"), named.Count("failed")), Is.EqualTo((1, 1)));
        Assert.That(await _world.EntriesAsync(Name), Is.EqualTo(["eu-west-1 InSync"]), "no entry for the region that could not be read");
    }

    [Test]
    public async Task A_list_that_fails_does_not_make_a_region_empty()
    {
        await _world.CreateAsync(Name);
        Worker(AwsFault.Denied("secretsmanager", "ListSecrets") with { Region = West });

        var run = await _world.RunAsync(["secrets", "--all"], Only());

        Assert.That((run.ExitCode, run.Count("failed")), Is.EqualTo((77, 1)), run.Text());
        Assert.That(await _world.EntriesAsync(Name), Is.EqualTo(["eu-west-1 InSync"]));
    }

    [Test]
    public async Task A_primary_that_cannot_be_listed_is_a_failure_and_not_an_empty_source()
    {
        Worker(AwsFault.Denied("secretsmanager", "ListSecrets") with { Region = Primary });

        var run = await _world.RunAsync(["secrets", "--all"], Only());

        Assert.That((run.ExitCode, run.Count("failed")), Is.EqualTo((77, 1)), run.Text());
    }

    [Test]
    public async Task Throttling_is_sat_out_and_what_stays_throttled_is_for_later()
    {
        await _world.CreateAsync(Name);
        await _world.CreateAsync(Name + "/2");

        var brief = Worker(AwsFault.Throttled("secretsmanager", "ReplicateSecretToRegions") with { Times = 2 });
        var first = await _world.RunAsync("secrets", Name);
        brief.Dispose();
        Worker(AwsFault.Throttled("secretsmanager", "ReplicateSecretToRegions"));
        var second = await _world.RunAsync(["secrets", Name + "/2"], new(StringComparer.Ordinal) { ["AWS_MAX_ATTEMPTS"] = "2" });

        Assert.That(first.ExitCode, Is.Zero, first.Text());
        Assert.That((second.ExitCode, second.Count("failed")), Is.EqualTo((75, 2)), second.Text());
    }

    [Test]
    public async Task One_secrets_failure_does_not_stop_the_others()
    {
        for (var i = 0; i < 4; i++)
        {
            await _world.CreateAsync($"{Name}/{i}");
        }

        Worker(AwsFault.Denied("secretsmanager", "DescribeSecret") with { Region = Primary, Times = 1 });
        var run = await _world.RunAsync(["secrets", "--all"], Only());

        Assert.That((run.ExitCode, run.Count("failed"), run.Count("changed")), Is.EqualTo((77, 1, 6)), run.Text());
    }

    [Test]
    public async Task An_answer_that_was_lost_is_proved_by_looking()
    {
        await _world.CreateAsync(Name);
        Worker(new() { Kind = AwsFaultKind.CutAfterwards, Service = "secretsmanager", Operation = "ReplicateSecretToRegions", Times = 1 });

        await _world.RunAsync("secrets", Name);
        var next = await _world.RunAsync("secrets", Name);

        Assert.That(next.ExitCode, Is.Zero, next.Text());
        Assert.That(await _world.IsReplicaAsync(Name, West), Is.True);
        Assert.That(await _world.IsReplicaAsync(Name, Europe), Is.True);
    }

    [Test]
    public async Task A_fenced_region_is_held_and_a_fence_that_cannot_be_read_is_no_open_gate()
    {
        await _world.CreateAsync(Name);
        Assert.That((await _world.RunAsync("fence", "set", "--region", West)).ExitCode, Is.Zero);
        try
        {
            var fenced = await _world.RunAsync("secrets", Name);
            Assert.That((fenced.ExitCode, fenced.Count("held"), fenced.Count("changed")), Is.EqualTo((10, 1, 1)), fenced.Text());
            Assert.That(await _world.DescribeAsync(Name, West), Is.Null);
        }
        finally
        {
            await _world.RunAsync("fence", "clear", "--region", West);
        }

        Worker(AwsFault.Denied("ssm") with { Region = West });
        var unknown = await _world.RunAsync("secrets", Name);
        Assert.That((unknown.ExitCode, unknown.Count("unchanged")), Is.EqualTo((77, 1)), unknown.Text());
        Assert.That(await _world.DescribeAsync(Name, West), Is.Null);
    }

    [Test]
    public async Task A_release_spares_a_fenced_region()
    {
        await _world.CreateAsync(Name, replicas: [West, Europe]);
        await _world.RunAsync("fence", "set", "--region", West);
        try
        {
            var run = await _world.RunAsync("secrets", "release", Name, "--yes");

            Assert.That((run.ExitCode, run.Count("held")), Is.EqualTo((10, 1)), run.Text());
            Assert.That(await _world.EntriesAsync(Name), Is.EqualTo(["us-west-2 InSync"]));
        }
        finally
        {
            await _world.RunAsync("fence", "clear", "--region", West);
        }
    }

    [Test]
    public async Task A_release_that_cannot_be_tagged_takes_nothing_away()
    {
        await _world.CreateAsync(Name, replicas: [West, Europe]);
        Worker(AwsFault.Denied("secretsmanager", "TagResource"));

        var run = await _world.RunAsync("secrets", "release", Name, "--yes");

        Assert.That(run.ExitCode, Is.EqualTo(77), run.Text());
        Assert.That(await _world.EntriesAsync(Name), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task Region_only_reads_and_writes_no_other_region()
    {
        await _world.CreateAsync(Name);
        var before = _cloud.Aws.Requests.Count;

        var run = await _world.RunAsync("secrets", Name, "--region-only", West);

        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 1)), run.Text());
        Assert.That(_cloud.Aws.Requests.Skip(before).Where(IsWorkers).Select(call => call.Region), Does.Not.Contain(Europe));
    }

    [Test]
    public async Task No_value_is_ever_asked_for()
    {
        await _world.CreateAsync(Name);
        var before = _cloud.Aws.Requests.Count;

        await _world.RunAsync(["secrets", "--all"], Only());
        await _world.RunAsync("secrets", Name);

        var operations = _cloud.Aws.Requests.Skip(before).Where(IsWorkers).Select(call => call.Operation).ToHashSet(StringComparer.Ordinal);
        Assert.That(operations, Does.Contain("ReplicateSecretToRegions").And.Not.Contain("GetSecretValue").And.Not.Contain("BatchGetSecretValue"));
    }

    private static Dictionary<string, string> Only() => new(StringComparer.Ordinal) { ["Secrets__Include"] = Name + "*" };

    private bool IsWorkers(AwsCall call) => call.AccessKey == _cloud.Options.Worker.Id;

    private IDisposable Worker(AwsFault fault) => _cloud.Aws.Faults.Add(fault with { AccessKey = _cloud.Options.Worker.Id });
}
