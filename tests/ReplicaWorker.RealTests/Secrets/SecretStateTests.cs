using LocalCloud;
using LocalCloud.Aws;
using LocalCloud.Processes;
using NUnit.Framework;
using static ReplicaWorker.RealTests.Secrets.SecretsWorld;

namespace ReplicaWorker.RealTests.Secrets;

/// <summary>Replicas as AWS makes them: some time after the answer, or not at all; and what people do with them in a failover.</summary>
public sealed class SecretStateTests
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
        (_cloud.Secrets.Delay, _cloud.Secrets.Describes, _cloud.Secrets.RefuseKnownRegions) = (TimeSpan.Zero, 0, false);
        _cloud.Aws.Faults.Clear();
        _world.Dispose();
    }

    private static string Name => "state/" + TestContext.CurrentContext.Test.ID;

    [Test]
    public async Task A_replica_in_progress_is_waited_for_until_it_is_in_sync()
    {
        await _world.CreateAsync(Name);
        _cloud.Secrets.Describes = 3;

        var run = await _world.RunAsync("secrets", Name);

        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 2)), run.Text());
        Assert.That(await _world.EntriesAsync(Name), Is.EqualTo(["eu-west-1 InSync", "us-west-2 InSync"]));
        Assert.That(await _world.ValueAsync(Name, Europe), Is.EqualTo(Mark));
    }

    [Test]
    public async Task An_accepted_call_that_fails_later_is_a_failure_in_AWSs_words_and_the_other_region_is_done()
    {
        await _world.CreateAsync(Name);
        using var failing = _cloud.Secrets.Fail(Name, West, "Replication failed: the network was not reachable");

        var run = await _world.RunAsync("secrets", Name);
        failing.Dispose();
        var retried = await _world.RunAsync("secrets", Name);

        Assert.That((run.ExitCode, run.Count("changed"), run.Count("failed")), Is.EqualTo((1, 1, 1)), run.Text());
        Assert.That(run.Messages(), Does.Contain("us-west-2: " + Name).And.Contain("the network was not reachable"));
        Assert.That((retried.ExitCode, retried.Count("changed"), retried.Count("unchanged")), Is.EqualTo((0, 1, 1)), retried.Text());
    }

    [Test]
    public async Task A_key_that_cannot_be_used_is_a_matter_of_permissions()
    {
        await _world.CreateAsync(Name);

        var run = await _world.RunAsync(
            ["secrets", Name, "--region-only", West], new(StringComparer.Ordinal) { ["Secrets__KmsKeys"] = "us-west-2=alias/nowhere" });

        Assert.That(run.ExitCode, Is.EqualTo(77), run.Text());
        Assert.That(run.Messages(), Does.Contain("alias/nowhere"));
    }

    [Test]
    public async Task A_replica_stands_under_the_regions_key_and_one_under_another_is_held()
    {
        using var wire = new AwsWire(_cloud);
        var key = (await wire.CallAsync("kms", "CreateKey", [], West)).Body!["KeyMetadata"]!["KeyId"]!.GetValue<string>();
        await _world.CreateAsync(Name);
        await _world.CreateAsync(Name + "/old", replicas: [West]);
        var keys = new Dictionary<string, string>(StringComparer.Ordinal) { ["Secrets__KmsKeys__us-west-2"] = key };

        var run = await _world.RunAsync(["secrets", Name, "--region-only", West], keys);
        var again = await _world.RunAsync(["secrets", Name, "--region-only", West], keys);
        var other = await _world.RunAsync(["secrets", Name + "/old", "--region-only", West], keys);

        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 1)), run.Text());
        Assert.That((await _world.DescribeAsync(Name, West))!["KmsKeyId"]!.GetValue<string>(), Is.EqualTo(key));
        Assert.That((again.ExitCode, again.Count("unchanged")), Is.EqualTo((0, 1)), again.Text());
        Assert.That((other.ExitCode, other.Count("held")), Is.EqualTo((10, 1)), other.Text());
        Assert.That(other.Messages(), Does.Contain("update-secret"));
    }

    [Test]
    public async Task A_replica_that_is_not_done_in_time_is_for_later_and_then_only_waited_for()
    {
        await _world.CreateAsync(Name);
        _cloud.Secrets.Delay = TimeSpan.FromSeconds(20);
        var limit = new Dictionary<string, string>(StringComparer.Ordinal) { ["Secrets__ReplicaTimeout"] = "00:00:01" };

        var late = await _world.RunAsync(["secrets", Name, "--region-only", West], limit);
        var before = _cloud.Aws.Requests.Count;
        var next = await _world.RunAsync("secrets", Name, "--region-only", West);

        Assert.That(late.ExitCode, Is.EqualTo(75), late.Text());
        Assert.That(late.Messages(), Does.Contain("not in step after 00:00:01").And.Contain("InProgress"));
        Assert.That((next.ExitCode, next.Count("changed"), next.Count("unchanged")), Is.EqualTo((0, 0, 1)), next.Text());
        Assert.That(_cloud.Aws.Requests.Skip(before).Select(call => call.Operation), Does.Not.Contain("ReplicateSecretToRegions"));
    }

    [Test]
    public async Task A_region_in_trouble_is_not_waited_for_secret_by_secret()
    {
        for (var i = 0; i < 12; i++)
        {
            await _world.CreateAsync($"{Name}/{i:D2}");
        }

        _cloud.Secrets.Delay = TimeSpan.FromHours(1);
        var run = await _world.RunAsync(
            ["secrets", "--all", "--region-only", West],
            new(StringComparer.Ordinal) { ["Secrets__Include"] = Name + "/*", ["Secrets__ReplicaTimeout"] = "00:00:02" });

        Assert.That((run.ExitCode, run.Count("failed")), Is.EqualTo((75, 12)), run.Text());
        Assert.That(run.Lines().Count(line => line["failure"]?.GetValue<string>().Contains("not waited for", StringComparison.Ordinal) == true), Is.EqualTo(4), run.Text());
        Assert.That(await _world.EntriesAsync(Name + "/11"), Is.EqualTo(["us-west-2 InProgress"]), "it was asked for all the same");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task The_same_event_twice_at_once_is_one_piece_of_work(bool refuses)
    {
        await _world.CreateAsync(Name + refuses);
        (_cloud.Secrets.Delay, _cloud.Secrets.RefuseKnownRegions) = (TimeSpan.FromSeconds(1), refuses);

        var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _world.HandleAsync("CreateSecret", Name + refuses)));

        Assert.That(runs.Select(run => run.ExitCode), Is.All.Zero, string.Join('\n', runs.Select(run => run.Text())));
        Assert.That(await _world.EntriesAsync(Name + refuses), Is.EqualTo(["eu-west-1 InSync", "us-west-2 InSync"]));
    }

    [Test]
    public async Task A_call_whose_answer_was_lost_and_whose_repetition_is_refused_has_done_its_work()
    {
        await _world.CreateAsync(Name);
        (_cloud.Secrets.Delay, _cloud.Secrets.RefuseKnownRegions) = (TimeSpan.FromSeconds(1), true);
        Worker(new() { Kind = AwsFaultKind.CutAfterwards, Service = "secretsmanager", Operation = "ReplicateSecretToRegions", Times = 1 });

        var run = await _world.RunAsync("secrets", Name, "--region-only", West);

        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 1)), run.Text());
    }

    [Test]
    public async Task A_rotation_needs_nothing_of_us()
    {
        await _world.CreateAsync(Name, replicas: [West, Europe]);
        await _world.DescribeAsync(Name);
        var version = await _cloud.Secrets.RotateAsync(Primary, Name);

        var run = await _world.HandleAsync("PutSecretValue", Name);

        Assert.That((run.ExitCode, run.Count("changed"), run.Count("unchanged")), Is.EqualTo((0, 0, 2)), run.Text());
        Assert.That((await _world.DescribeAsync(Name, West))!["VersionIdsToStages"]![version]!.ToJsonString(), Does.Contain("AWSCURRENT"));
    }

    [Test]
    public async Task A_services_secret_is_left_alone()
    {
        await _cloud.Secrets.CreateOwnedAsync(Primary, Name, Mark, "rds");

        var run = await _world.RunAsync("secrets", Name);

        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 0)), run.Text());
        Assert.That(run.Messages(), Does.Contain("is managed by rds"));
    }

    [Test]
    public async Task A_promoted_secret_stays_promoted_until_it_is_resumed_and_then_its_conflict_is_explained()
    {
        await _world.CreateAsync(Name, replicas: [West, Europe]);
        await _world.DescribeAsync(Name);

        var unconfirmed = await _world.RunAsync("secrets", "promote", Name, "--region", West);
        var rehearsal = await _world.RunAsync("secrets", "promote", Name, "--region", West, "--dry-run");
        Assert.That(await _world.IsReplicaAsync(Name, West), Is.True);
        var promoted = await _world.RunAsync("secrets", "promote", Name, "--region", West, "--yes");
        var again = await _world.RunAsync("secrets", "promote", Name, "--region", West, "--yes");
        var byEvent = await _world.HandleAsync("TagResource", Name);
        var resumed = await _world.RunAsync("secrets", "resume", Name);
        var after = await _world.HandleAsync("UntagResource", Name);

        Assert.That(unconfirmed.ExitCode, Is.EqualTo(64), unconfirmed.Text());
        Assert.That((rehearsal.ExitCode, rehearsal.Count("changed")), Is.EqualTo((0, 2)), rehearsal.Text());
        Assert.That((promoted.ExitCode, promoted.Count("changed")), Is.EqualTo((0, 2)), promoted.Text());
        Assert.That(await _world.IsReplicaAsync(Name, West), Is.False);
        Assert.That(await _world.ValueAsync(Name, West), Is.EqualTo(Mark));
        Assert.That((again.ExitCode, again.Count("changed")), Is.EqualTo((0, 0)), again.Text());
        Assert.That((byEvent.ExitCode, byEvent.Count("unchanged")), Is.EqualTo((0, 1)), "the other region goes on: " + byEvent.Text());
        Assert.That(resumed.ExitCode, Is.Zero, resumed.Text());
        Assert.That(after.ExitCode, Is.EqualTo(1), after.Text());
        Assert.That(after.Messages(), Does.Contain("was promoted").And.Contain("Secrets__OnConflict=Overwrite"));
    }

    [Test]
    public async Task The_tag_that_holds_a_region_names_it_in_characters_that_a_tag_may_have()
    {
        await _world.CreateAsync(Name, replicas: [West, Europe]);
        await _world.DescribeAsync(Name);

        await _world.RunAsync("secrets", "promote", Name, "--region", West, "--yes");
        await _world.RunAsync("secrets", "promote", Name, "--region", Europe, "--yes");

        Assert.That(await _world.TagAsync(Name, "ReplicationHold"), Is.EqualTo("eu-west-1 us-west-2"));
    }

    [Test]
    public async Task A_promotion_does_its_work_without_a_primary_region_and_says_what_could_not_be_done()
    {
        await _world.CreateAsync(Name, replicas: [West]);
        await _world.DescribeAsync(Name);
        Worker(AwsFault.Unreachable("secretsmanager", Primary));

        var run = await _world.RunAsync(["secrets", "promote", Name, "--region", West, "--yes"], new(StringComparer.Ordinal) { ["AWS_MAX_ATTEMPTS"] = "2" });

        Assert.That((run.ExitCode, run.Count("changed"), run.Count("failed")), Is.EqualTo((75, 1, 1)), run.Text());
        Assert.That(run.Messages(), Does.Contain("could not be tagged ReplicationHold=us-west-2").And.Contain("fence set --region us-west-2"));
        Assert.That(await _world.IsReplicaAsync(Name, West), Is.False);
    }

    [Test]
    public async Task A_promotion_works_behind_a_fence_and_while_replication_is_paused()
    {
        await _world.CreateAsync(Name, replicas: [West]);
        await _world.DescribeAsync(Name);
        await _world.RunAsync("fence", "set", "--region", West);
        try
        {
            var run = await _world.RunAsync(
                ["secrets", "promote", Name, "--region", West, "--yes"], new(StringComparer.Ordinal) { ["Replica__SyncEnabled"] = "false" });

            Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 2)), run.Text());
        }
        finally
        {
            await _world.RunAsync("fence", "clear", "--region", West);
        }
    }

    [Test]
    public async Task A_promotion_killed_after_the_tag_is_safe_and_is_finished_by_the_next()
    {
        await _world.CreateAsync(Name, replicas: [West, Europe]);
        await _world.DescribeAsync(Name);
        var broken = Worker(AwsFault.Denied("secretsmanager", "StopReplicationToReplica"));

        var cut = await _world.RunAsync("secrets", "promote", Name, "--region", West, "--yes");
        broken.Dispose();
        var between = await _world.HandleAsync("TagResource", Name);
        var finished = await _world.RunAsync("secrets", "promote", Name, "--region", West, "--yes");

        Assert.That(cut.ExitCode, Is.EqualTo(77), cut.Text());
        Assert.That((between.ExitCode, between.Count("changed")), Is.EqualTo((0, 0)), between.Text());
        Assert.That((finished.ExitCode, finished.Count("changed")), Is.EqualTo((0, 1)), finished.Text());
    }

    [Test]
    public async Task Another_installations_replica_is_neither_overwritten_nor_promoted()
    {
        await _world.CreateAsync(Name, Europe, [West]);
        await _world.DescribeAsync(Name, Europe);
        await _world.CreateAsync(Name);

        var run = await _world.RunAsync(
            ["secrets", Name, "--region-only", West], new(StringComparer.Ordinal) { ["Secrets__OnConflict"] = "Overwrite" });
        var promoted = await _world.RunAsync("secrets", "promote", Name, "--region", West, "--yes");

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That(run.Messages(), Does.Contain("a replica of eu-west-1"));
        Assert.That(promoted.ExitCode, Is.EqualTo(1), promoted.Text());
        Assert.That((await _world.DescribeAsync(Name, West))!["PrimaryRegion"]!.GetValue<string>(), Is.EqualTo(Europe));
    }

    [Test]
    public async Task No_value_appears_in_any_output_of_a_failing_run()
    {
        await _world.CreateAsync(Name);
        using var failing = _cloud.Secrets.Fail(Name, West, "Replication failed: access denied");
        WorkerRun run = await _world.RunAsync("secrets", Name, "--verbose");

        Assert.That(run.ExitCode, Is.EqualTo(77), run.Text());
        Assert.That(run.Text(), Does.Not.Contain(Mark));
    }

    private IDisposable Worker(AwsFault fault) => _cloud.Aws.Faults.Add(fault with { AccessKey = _cloud.Options.Worker.Id });
}
