using LocalCloud.Processes;
using NUnit.Framework;
using static ReplicaWorker.RealTests.Secrets.SecretsWorld;

namespace ReplicaWorker.RealTests.Secrets;

/// <summary>The published worker and an implementation of the service that is not ours, with nothing in between.</summary>
public sealed class PlainMotoTests
{
    private Moto? _moto;
    private SecretsWorld _world = null!;

    [OneTimeSetUp]
    public async Task Start_moto()
    {
        _moto = await Moto.StartAsync();
        _world = On(_moto);
    }

    [OneTimeTearDown]
    public async Task Stop_moto()
    {
        _world?.Dispose();
        if (_moto is not null)
        {
            await _moto.DisposeAsync();
        }
    }

    private static string Name => "plain/" + TestContext.CurrentContext.Test.ID;

    [Test]
    public async Task A_named_secret_stands_in_the_replica_region_and_a_second_run_changes_nothing()
    {
        await _world.CreateAsync(Name, tags: ("team", "pay"));

        var first = await _world.RunAsync("secrets", Name);
        var second = await _world.RunAsync("secrets", Name);

        Assert.That(first.ExitCode, Is.Zero, first.Text());
        Assert.That((first.Count("changed"), first.Count("unchanged")), Is.EqualTo((1, 0)));
        Assert.That(await _world.ValueAsync(Name, West), Is.EqualTo(Mark));
        Assert.That(await _world.TagAsync(Name, "team", West), Is.EqualTo("pay"));
        Assert.That((second.ExitCode, second.Count("changed"), second.Count("unchanged")), Is.EqualTo((0, 0, 1)), second.Text());
        Assert.That(await _world.EntriesAsync(Name), Is.EqualTo(["us-west-2 InSync"]), "what is in sync is not replicated once more");
    }

    [Test]
    public async Task An_event_replicates_by_name_or_by_arn_and_a_later_value_needs_nothing_of_us()
    {
        var arn = await _world.CreateAsync(Name);

        var created = await _world.HandleAsync("CreateSecret", Name);
        await _world.PutAsync(Name);
        var put = await _world.HandleAsync("PutSecretValue", arn);

        Assert.That((created.ExitCode, created.Count("changed")), Is.EqualTo((0, 1)), created.Text());
        Assert.That((put.ExitCode, put.Count("changed")), Is.EqualTo((0, 0)), put.Text());
        Assert.That(await _world.ValueAsync(Name, West), Is.EqualTo(Mark + "-2"));
    }

    [Test]
    public async Task All_brings_every_secret_that_the_filters_let_through()
    {
        for (var i = 0; i < 12; i++)
        {
            await _world.CreateAsync($"{Name}/{i:D2}", tags: ("stage", i < 6 ? "prod" : "test"));
        }

        await _world.CreateAsync($"other-{Name}/00", tags: ("stage", "prod"));
        var filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Secrets__Include"] = Name + "/*",
            ["Secrets__Exclude"] = "*/05",
            ["Secrets__IncludeTags"] = "stage=prod",
        };

        var rehearsal = await _world.RunAsync(["secrets", "--all", "--dry-run"], filters);
        var first = await _world.RunAsync(["secrets", "--all"], filters);
        var second = await _world.RunAsync(["secrets", "--all"], filters);

        Assert.That((rehearsal.ExitCode, rehearsal.Count("changed")), Is.EqualTo((0, 5)), rehearsal.Text());
        Assert.That((first.ExitCode, first.Count("changed")), Is.EqualTo((0, 5)), first.Text());
        Assert.That((second.ExitCode, second.Count("changed"), second.Count("unchanged")), Is.EqualTo((0, 0, 5)), second.Text());
        Assert.That(await _world.DescribeAsync(Name + "/04", West), Is.Not.Null);
        Assert.That(await _world.DescribeAsync(Name + "/05", West), Is.Null);
        Assert.That(await _world.DescribeAsync(Name + "/06", West), Is.Null);
        Assert.That(await _world.DescribeAsync($"other-{Name}/00", West), Is.Null, "a name that only contains the pattern");
    }

    [Test]
    public async Task A_dry_run_prints_the_plan_and_changes_nothing()
    {
        await _world.CreateAsync(Name);

        var run = await _world.RunAsync("secrets", Name, "--dry-run");

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(run.Messages(), Does.Contain($"{Name} → us-west-2: plan: replicate, expecting nothing (no replica)"));
        Assert.That(await _world.EntriesAsync(Name), Is.Empty);
    }

    [Test]
    public async Task A_secret_that_is_in_the_way_is_not_overwritten_and_the_message_says_what_stands_there()
    {
        await _world.CreateAsync(Name);
        var arn = await _world.CreateAsync(Name, West);

        var run = await _world.RunAsync("secrets", Name);

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That(run.Messages(), Does.Contain(arn).And.Contain("standalone"));
        Assert.That(await _world.IsReplicaAsync(Name, West), Is.False);
        Assert.That(await _world.EntriesAsync(Name), Is.Empty, "AWS is not even asked");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Overwrite_replaces_what_is_in_the_way(bool awaitsDeletion)
    {
        var name = $"{Name}/{awaitsDeletion}";
        await _world.CreateAsync(name);
        await _world.CreateAsync(name, West);
        if (awaitsDeletion)
        {
            await _world.DeleteAsync(name, West);
            var refused = await _world.RunAsync("secrets", name);
            Assert.That(refused.ExitCode, Is.EqualTo(1), refused.Text());
            Assert.That(refused.Messages(), Does.Contain("awaits deletion"));
        }

        var run = await _world.RunAsync(["secrets", name], new(StringComparer.Ordinal) { ["Secrets__OnConflict"] = "Overwrite" });

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(await _world.IsReplicaAsync(name, West), Is.True);
    }

    [Test]
    public async Task A_replica_that_failed_is_made_once_its_cause_is_gone()
    {
        await _world.CreateAsync(Name, West);
        await _world.CreateAsync(Name, replicas: [West]);
        Assert.That(await _world.EntriesAsync(Name), Is.EqualTo(["us-west-2 Failed"]));
        await _world.DeleteAsync(Name, West, forGood: true);

        var run = await _world.RunAsync("secrets", Name);

        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 1)), run.Text());
        Assert.That(await _world.IsReplicaAsync(Name, West), Is.True);
    }

    [Test]
    public async Task A_deleted_secret_is_reported_and_replicated_again_when_it_is_restored()
    {
        await _world.CreateAsync(Name);
        await _world.DeleteAsync(Name);

        var deleted = await _world.HandleAsync("DeleteSecret", Name);
        await _world.DoAsync("RestoreSecret", new() { ["SecretId"] = Name });
        var restored = await _world.HandleAsync("RestoreSecret", Name);

        Assert.That((deleted.ExitCode, deleted.Count("changed")), Is.EqualTo((0, 0)), deleted.Text());
        Assert.That(deleted.Messages(), Does.Contain("awaits deletion"));
        Assert.That((restored.ExitCode, restored.Count("changed")), Is.EqualTo((0, 1)), restored.Text());
        Assert.That(await _world.IsReplicaAsync(Name, West), Is.True);
    }

    [Test]
    public async Task A_secret_that_is_gone_is_no_work_for_an_event_and_a_failure_for_a_person()
    {
        var byEvent = await _world.HandleAsync("PutSecretValue", "plain/never-was");
        var byPerson = await _world.RunAsync("secrets", "plain/never-was");

        Assert.That(byEvent.ExitCode, Is.Zero, byEvent.Text());
        Assert.That(byPerson.ExitCode, Is.EqualTo(1), byPerson.Text());
        Assert.That(byPerson.Messages(), Does.Contain("there is no such secret in us-east-1"));
    }

    [Test]
    public async Task What_is_no_source_is_left_alone()
    {
        await _world.CreateAsync(Name + "/service", tags: ("aws:secretsmanager:owningService", "rds"));
        await _world.CreateAsync(Name + "/copy", tags: ("ReplicationStatus", "monitored-by-another"));
        await _world.CreateAsync(Name + "/foreign", Europe, [Primary]);

        var run = await _world.RunAsync("secrets", Name + "/service", Name + "/copy", Name + "/foreign");

        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 0)), run.Text());
        Assert.That(run.Messages(), Does.Contain("managed by rds").And.Contain("somebody's copy").And.Contain("is itself a replica of eu-west-1"));
        Assert.That(await _world.DescribeAsync(Name + "/foreign", West), Is.Null);
    }

    [Test]
    public async Task Replicas_elsewhere_are_reported_and_removed_only_when_told()
    {
        await _world.CreateAsync(Name, replicas: [West, Europe]);

        var reported = await _world.RunAsync("secrets", Name);
        var held = await _world.RunAsync(
            ["secrets", Name], new(StringComparer.Ordinal) { ["Secrets__RemoveUnlisted"] = "true", ["Secrets__MaxDeletes"] = "0" });
        Assert.That(await _world.IsReplicaAsync(Name, Europe), Is.True);
        var removed = await _world.RunAsync(["secrets", Name], new(StringComparer.Ordinal) { ["Secrets__RemoveUnlisted"] = "true" });

        Assert.That(reported.ExitCode, Is.Zero, reported.Text());
        Assert.That(reported.Messages(), Does.Contain("eu-west-1, which is not a replication region"));
        Assert.That((held.ExitCode, held.Count("held")), Is.EqualTo((10, 1)), held.Text());
        Assert.That((removed.ExitCode, removed.Count("changed")), Is.EqualTo((0, 1)), removed.Text());
        Assert.That(await _world.DescribeAsync(Name, Europe), Is.Null);
        Assert.That(await _world.IsReplicaAsync(Name, West), Is.True);
    }

    [Test]
    public async Task A_run_over_everything_removes_what_is_not_listed_too()
    {
        await _world.CreateAsync(Name, replicas: [West, Europe]);

        var run = await _world.RunAsync(
            ["secrets", "--all"], new(StringComparer.Ordinal) { ["Secrets__RemoveUnlisted"] = "true", ["Secrets__Include"] = Name });

        Assert.That((run.ExitCode, run.Count("changed"), run.Count("unchanged")), Is.EqualTo((0, 1, 1)), run.Text());
        Assert.That(await _world.EntriesAsync(Name), Is.EqualTo(["us-west-2 InSync"]));
    }

    [Test]
    public async Task A_released_secret_can_be_deleted_and_no_event_brings_its_replicas_back()
    {
        await _world.CreateAsync(Name, replicas: [West]);

        var unconfirmed = await _world.RunAsync("secrets", "release", Name);
        var rehearsal = await _world.RunAsync("secrets", "release", Name, "--dry-run");
        Assert.That(await _world.IsReplicaAsync(Name, West), Is.True);
        Assert.That(await _world.TagAsync(Name, "ReplicationHold"), Is.Null);
        var released = await _world.RunAsync("secrets", "release", Name, "--yes");
        var byEvent = await _world.HandleAsync("TagResource", Name);

        Assert.That(unconfirmed.ExitCode, Is.EqualTo(64), unconfirmed.Text());
        Assert.That((rehearsal.ExitCode, rehearsal.Count("changed")), Is.EqualTo((0, 2)), rehearsal.Text());
        Assert.That((released.ExitCode, released.Count("changed")), Is.EqualTo((0, 2)), released.Text());
        Assert.That(await _world.TagAsync(Name, "ReplicationHold"), Is.EqualTo("all"));
        Assert.That((byEvent.ExitCode, byEvent.Count("changed")), Is.EqualTo((0, 0)), byEvent.Text());
        Assert.That(await _world.DescribeAsync(Name, West), Is.Null);
        await _world.DeleteAsync(Name);
        Assert.That((await _world.DescribeAsync(Name))!["DeletedDate"], Is.Not.Null);
    }

    [Test]
    public async Task A_resumed_secret_is_replicated_by_the_next_run()
    {
        await _world.CreateAsync(Name, tags: ("ReplicationHold", "all"));

        var held = await _world.RunAsync("secrets", Name);
        var resumed = await _world.RunAsync("secrets", "resume", Name);
        var again = await _world.RunAsync("secrets", "resume", Name);
        var run = await _world.HandleAsync("UntagResource", Name);

        Assert.That((held.ExitCode, held.Count("changed")), Is.EqualTo((0, 0)), held.Text());
        Assert.That((resumed.ExitCode, resumed.Count("changed")), Is.EqualTo((0, 1)), resumed.Text());
        Assert.That((again.ExitCode, again.Count("unchanged")), Is.EqualTo((0, 1)), again.Text());
        Assert.That(await _world.TagAsync(Name, "ReplicationHold"), Is.Null);
        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 1)), run.Text());
    }

    [Test]
    public async Task No_value_appears_in_any_output()
    {
        await _world.CreateAsync(Name, tags: ("team", "pay"));

        var run = await _world.RunAsync("secrets", Name, "--verbose");

        Assert.That(await _world.ValueAsync(Name, West), Does.Contain(Mark));
        Assert.That(run.Text(), Does.Not.Contain(Mark));
    }
}
