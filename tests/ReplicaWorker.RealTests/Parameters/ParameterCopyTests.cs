using LocalCloud.Aws;
using NUnit.Framework;
using static ReplicaWorker.RealTests.Parameters.ParameterStage;

namespace ReplicaWorker.RealTests.Parameters;

/// <summary>Single parameters, by event and by name, on a Parameter Store with the service's own limits and refusals.</summary>
public sealed class ParameterCopyTests
{
    private ParameterStage _stage = null!;

    private static string Name => $"/{TestContext.CurrentContext.Test.ID}/parameter";

    [OneTimeSetUp]
    public async Task Start() => _stage = await OnTheLocalCloudAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [Test]
    public async Task A_copy_is_identical_in_everything_that_a_parameter_has()
    {
        await _stage.PutAsync(Name, "marked-value", put =>
        {
            (put.Type, put.Tier, put.Description, put.AllowedPattern) = ("SecureString", "Advanced", "what it is for", "[a-z-]+");
            put.Policies = """[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2096-02-01T03:04:05.000Z"}},{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"20","Unit":"Days"}}]""";
            put.Tags = [new() { Key = "Team", Value = "shop" }];
        });

        var run = await _stage.EventAsync("Create", Name);

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        var (copy, source) = (await _stage.DescribeAsync(Name), await _stage.DescribeAsync(Name, East));
        Assert.That(
            (copy.Type!.Value, copy.Tier!.Value, copy.Description, copy.AllowedPattern, copy.DataType, copy.KeyId),
            Is.EqualTo((source.Type!.Value, source.Tier!.Value, source.Description, source.AllowedPattern, source.DataType, "alias/aws/ssm")));
        Assert.That(copy.Policies!.Select(policy => policy.PolicyText), Is.EquivalentTo(source.Policies!.Select(policy => policy.PolicyText)));
        Assert.That(await _stage.ValueAsync(Name), Is.EqualTo("marked-value"));
        Assert.That(await _stage.TagsAsync(Name), Is.EquivalentTo(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Team"] = "shop", ["ReplicationStatus"] = "monitored-by-replica-worker", ["ReplicationSource"] = "us-east-1/replica-worker/production",
        }));
        Assert.That(await _stage.TagsAsync(Name, East), Has.Count.EqualTo(1), "the source is never written");
    }

    [Test]
    public async Task Unchanged_means_no_write_and_no_new_version()
    {
        await CopiedAsync();
        var mark = _stage.Mark;

        var run = await _stage.EventAsync("Update", Name);

        Assert.That((run.Count("unchanged"), run.Count("changed")), Is.EqualTo((1, 0)), run.Text());
        Assert.That(_stage.Calls(mark).Where(IsWrite), Is.Empty);
        Assert.That((await _stage.FindAsync(Name))!.Version, Is.EqualTo(1));
    }

    [Test]
    public async Task Cleared_fields_are_cleared()
    {
        await CopiedAsync(put =>
        {
            (put.Description, put.AllowedPattern, put.Tier) = ("text", ".*", "Advanced");
            put.Policies = """[{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"20","Unit":"Days"}}]""";
        });
        await _stage.PutAsync(Name, "v1", put => (put.Overwrite, put.Description, put.AllowedPattern, put.Policies) = (true, "", "", "[{}]"));

        var run = await _stage.EventAsync("Update", Name);

        var copy = await _stage.DescribeAsync(Name);
        Assert.That((copy.Description ?? "", copy.AllowedPattern ?? "", copy.Policies?.Count ?? 0), Is.EqualTo(("", "", 0)), run.Text());
        Assert.That((await _stage.EventAsync("Update", Name)).Count("unchanged"), Is.EqualTo(1), "and stay so");
    }

    [Test]
    public async Task Tags_are_added_and_removed_without_a_new_version()
    {
        await CopiedAsync(put => put.Tags = [new() { Key = "Old", Value = "1" }]);
        await _stage.TagAsync(Name, "New", "2");
        await _stage.UntagAsync(Name, "Old");

        var run = await _stage.CopyAsync(Name);

        Assert.That((await _stage.TagsAsync(Name)).Keys, Is.EquivalentTo(["New", "ReplicationStatus", "ReplicationSource"]), run.Text());
        Assert.That((await _stage.FindAsync(Name))!.Version, Is.EqualTo(1));
    }

    [Test]
    public async Task Labels_follow_a_label_event_and_move_with_the_next_version()
    {
        await CopiedAsync();
        await _stage.In(East).LabelParameterVersionAsync(new() { Name = Name, Labels = ["live"] });
        var run = await _stage.EventAsync("LabelParameterVersion", Name);
        Assert.That(await _stage.LabelsAsync(Name), Is.EqualTo(["live"]), run.Text());

        await _stage.ChangeAsync(Name, "v2");
        await _stage.EventAsync("Update", Name);
        await _stage.In(East).LabelParameterVersionAsync(new() { Name = Name, Labels = ["live", "newest"] });
        await _stage.EventAsync("LabelParameterVersion", Name);

        Assert.That(await _stage.LabelsAsync(Name), Is.EquivalentTo(["live", "newest"]));
        Assert.That((await _stage.FindAsync(Name + ":live"))!.Version, Is.EqualTo(2));
    }

    [Test]
    public async Task Labels_that_are_taken_away_go_with_the_next_run_that_looks_at_labels()
    {
        await CopiedAsync();
        await _stage.In(East).LabelParameterVersionAsync(new() { Name = Name, Labels = ["live"] });
        await _stage.RunAsync(["parameters", Name, "--labels"]);
        Assert.That(await _stage.LabelsAsync(Name), Is.EqualTo(["live"]));

        await _stage.In(East).UnlabelParameterVersionAsync(new() { Name = Name, ParameterVersion = 1, Labels = ["live"] });
        Assert.That((await _stage.CopyAsync(Name)).Count("unchanged"), Is.EqualTo(1), "nobody asked for labels");
        await _stage.RunAsync(["parameters", Name, "--labels"]);

        Assert.That(await _stage.LabelsAsync(Name), Is.Empty);
    }

    [Test]
    public async Task A_copy_that_became_advanced_stays_so_is_reported_and_is_unchanged()
    {
        await CopiedAsync();
        await _stage.PutAsync(Name, "v1", put => (put.Overwrite, put.Tier) = (true, "Advanced"), West);

        var run = await _stage.CopyAsync(Name);

        Assert.That((run.ExitCode, run.Count("unchanged")), Is.EqualTo((0, 1)), run.Text());
        Assert.That(run.Messages(), Does.Contain("stay advanced here"));
        await _stage.ChangeAsync(Name, "v2");
        Assert.That((await _stage.CopyAsync(Name)).ExitCode, Is.Zero, "and its value can still be changed");
        Assert.That(await _stage.ValueAsync(Name), Is.EqualTo("v2"));
    }

    [Test]
    public async Task Another_type_means_delete_wait_and_create()
    {
        await CopiedAsync();
        await RetypeAsync();
        _stage.Cloud.Parameters.RecreateAfter = TimeSpan.FromSeconds(1);

        var run = await _stage.RunAsync(["parameters", Name], ("Parameters__RecreateWait", "00:00:02"));

        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 1)), run.Text());
        Assert.That(((await _stage.FindAsync(Name))!.Type!.Value, await _stage.ValueAsync(Name)), Is.EqualTo(("SecureString", "secure")));
        Assert.That(run.Duration, Is.GreaterThan(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task A_run_that_was_killed_between_delete_and_create_is_healed_by_the_next()
    {
        await CopiedAsync();
        await RetypeAsync();
        _stage.Cloud.Parameters.RecreateAfter = TimeSpan.FromSeconds(4);
        await _stage.DeleteAsync(Name, West);   // as far as a killed run got

        var run = await _stage.RunAsync(["parameters", Name], ("Parameters__RecreateWait", "00:00:02"));

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That((await _stage.FindAsync(Name))?.Type?.Value, Is.EqualTo("SecureString"), "the service refused the name at first");
        Assert.That(run.Messages(), Does.Contain("its name is free again in"));
    }

    [Test]
    public async Task Type_change_of_what_is_not_ours_is_a_failure_and_deletes_nothing()
    {
        await _stage.PutAsync(Name, "theirs", region: West);
        await _stage.PutAsync(Name, "ours", put => put.Type = "SecureString");

        var run = await _stage.RunAsync(["parameters", Name], ("Parameters__OnConflict", "Overwrite"));

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That(await _stage.ValueAsync(Name), Is.EqualTo("theirs"));
    }

    [Test]
    public async Task The_hundredth_version_with_a_label_makes_room()
    {
        await CopiedAsync();
        await _stage.In(West).LabelParameterVersionAsync(new() { Name = Name, ParameterVersion = 1, Labels = ["old"] });
        for (var version = 2; version <= 100; version++)
        {
            await _stage.ChangeAsync(Name, $"v{version}", West);
        }

        await _stage.ChangeAsync(Name, "newest");
        var run = await _stage.EventAsync("Update", Name);

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(await _stage.ValueAsync(Name), Is.EqualTo("newest"));
        Assert.That(run.Messages(), Does.Contain("labels taken from their oldest version"));
    }

    [Test]
    public async Task A_delete_event_deletes_the_copy()
    {
        await CopiedAsync();
        await _stage.DeleteAsync(Name);

        var run = await _stage.EventAsync("Delete", Name);

        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 1)), run.Text());
        Assert.That(await _stage.FindAsync(Name), Is.Null);
        Assert.That((await _stage.EventAsync("Delete", Name)).ExitCode, Is.Zero, "doubled events are nothing new");
    }

    [Test]
    public async Task A_delete_event_that_is_late_deletes_nothing()
    {
        await CopiedAsync();

        var run = await _stage.EventAsync("Delete", Name);

        Assert.That(run.Count("unchanged"), Is.EqualTo(1), run.Text());
        Assert.That(await _stage.ValueAsync(Name), Is.EqualTo("v1"));
    }

    [Test]
    public async Task An_expired_parameters_copy_goes_with_the_policys_event()
    {
        await CopiedAsync();
        await _stage.DeleteAsync(Name);

        var run = await _stage.RunAsync([],
            ("Event__Source", "aws.ssm"), ("Event__DetailType", "Parameter Store Policy Action"), ("Event__Region", East),
            ("Event__Detail__parameter-name", Name), ("Event__Detail__policy-type", "Expiration"));

        Assert.That(run.Count("changed"), Is.EqualTo(1), run.Text());
        Assert.That(await _stage.FindAsync(Name), Is.Null);
    }

    [Test]
    public async Task Deletions_over_the_brake_are_held_by_name_too()
    {
        await CopiedAsync();
        await _stage.DeleteAsync(Name);

        var held = await _stage.EventAsync("Delete", Name, ("Parameters__MaxDeletes", "0"));

        Assert.That((held.ExitCode, held.Count("held")), Is.EqualTo((10, 1)), held.Text());
        Assert.That(await _stage.FindAsync(Name), Is.Not.Null);
        Assert.That((await _stage.RunAsync(["parameters", Name, "--allow-deletes", "1"], ("Parameters__MaxDeletes", "0"))).ExitCode, Is.Zero);
        Assert.That(await _stage.FindAsync(Name), Is.Null);
    }

    [TestCase("Fail", "same", 1, "same")]
    [TestCase("Adopt", "same", 0, "same")]
    [TestCase("Adopt", "other", 1, "other")]
    [TestCase("Overwrite", "other", 0, "same")]
    public async Task A_parameter_without_our_mark_is_a_conflict(string onConflict, string stands, int expected, string after)
    {
        await _stage.PutAsync(Name, "same");
        await _stage.PutAsync(Name, stands, region: West);

        var run = await _stage.RunAsync(["parameters", Name], ("Parameters__OnConflict", onConflict));

        Assert.That(run.ExitCode, Is.EqualTo(expected), run.Text());
        Assert.That(await _stage.ValueAsync(Name), Is.EqualTo(after));
        Assert.That((await _stage.TagsAsync(Name)).ContainsKey("ReplicationSource"), Is.EqualTo(expected == 0));
    }

    [Test]
    public async Task Two_environments_that_share_a_region_never_touch_each_others_copies()
    {
        await CopiedAsync();
        var (mine, theirs) = (("Replica__Environment", "production"), ("Replica__Environment", "staging"));
        var other = Name + "/other";
        await _stage.PutAsync(other, "o1");
        await _stage.RunAsync(["parameters", other], theirs);

        // Each sees changes, and a deletion, of what the other has copied.
        await _stage.ChangeAsync(Name, "v2");
        var run = await _stage.RunAsync(["parameters", Name], theirs, ("Parameters__OnConflict", "Overwrite"));
        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That(await _stage.ValueAsync(Name), Is.EqualTo("v1"));

        await _stage.DeleteAsync(other);
        Assert.That((await _stage.EventAsync("Delete", other, mine)).ExitCode, Is.Zero);
        Assert.That(await _stage.ValueAsync(other), Is.EqualTo("o1"));

        await _stage.EventAsync("Delete", other, theirs);
        Assert.That(await _stage.FindAsync(other), Is.Null, "its own may");
    }

    [Test]
    public async Task An_image_is_skipped_and_reported()
    {
        await _stage.PutAsync(Name, "ami-0123456789abcdef0", put => put.DataType = "aws:ec2:image");

        var run = await _stage.EventAsync("Create", Name);

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(run.Messages(), Does.Contain("aws:ec2:image").And.Contain(Name));
        Assert.That(await _stage.FindAsync(Name), Is.Null);
    }

    [TestCase("false", true)]
    [TestCase("true", false)]
    public async Task An_arn_of_the_primary_region_is_reported_and_left_out_where_told(string skip, bool copied)
    {
        await _stage.PutAsync(Name, "arn:aws:sns:us-east-1:123456789012:orders");

        var run = await _stage.RunAsync(["parameters", Name], ("Parameters__SkipRegionalValues", skip));

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(run.Messages(), Does.Contain("ARN of the primary region").And.Contain(Name).And.Not.Contain("orders"));
        Assert.That(await _stage.FindAsync(Name) is not null, Is.EqualTo(copied));
    }

    [Test]
    public async Task A_parameter_that_is_itself_a_copy_is_no_source()
    {
        await _stage.PutAsync(Name, "v", put => put.Tags = [new() { Key = "ReplicationStatus", Value = "monitored-by-replica-worker" }]);

        var run = await _stage.CopyAsync(Name);

        Assert.That(run.Messages(), Does.Contain("copies are never sources"));
        Assert.That(await _stage.FindAsync(Name), Is.Null);
    }

    [Test]
    public async Task Fifty_tags_leave_no_slot_for_the_mark_and_nothing_is_written()
    {
        await _stage.PutAsync(Name, "v", put => put.Tags = [.. Enumerable.Range(0, 49).Select(n => new Amazon.SimpleSystemsManagement.Model.Tag { Key = $"k{n}", Value = "x" })]);

        var run = await _stage.CopyAsync(Name);

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That(run.Messages(), Does.Contain("51 tags with our mark"));
        Assert.That(await _stage.FindAsync(Name), Is.Null);
    }

    [Test]
    public async Task A_key_that_the_replica_region_does_not_have_is_a_matter_of_permissions_and_shows_no_value()
    {
        await _stage.PutAsync(Name, "marked-value", put => put.Type = "SecureString");

        var run = await _stage.RunAsync(["parameters", Name], ("Parameters__KmsKeys__us-west-2", "alias/not-there"));

        Assert.That(run.ExitCode, Is.EqualTo(77), run.Text());
        Assert.That(run.Text(), Does.Contain("alias/not-there").And.Not.Contain("marked-value"));
    }

    [Test]
    public async Task A_value_that_the_copys_pattern_refuses_is_no_riddle_and_shows_no_value()
    {
        await CopiedAsync();
        using var fault = _stage.Cloud.Aws.Faults.Add(new()
        {
            Service = "ssm", Operation = "PutParameter", Region = West, AccessKey = _stage.Cloud.Options.Worker.Id,
            Code = "ValidationException", Message = "1 validation error detected: Value 'marked-value' at 'value' failed to satisfy constraint",
        });
        await _stage.ChangeAsync(Name, "marked-value");

        var run = await _stage.RunAsync(["parameters", Name, "--verbose"]);

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That(run.Text(), Does.Contain("ValidationException").And.Not.Contain("marked-value"));
    }

    [Test]
    public async Task A_dry_run_prints_the_plan_without_values_and_writes_nothing()
    {
        await CopiedAsync();
        await _stage.ChangeAsync(Name, "marked-value");
        var mark = _stage.Mark;

        var run = await _stage.RunAsync(["parameters", Name, "--dry-run"]);

        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 1)), run.Text());
        Assert.That(run.Messages(), Does.Contain("plan: overwrite (value differs)"));
        Assert.That(run.Text(), Does.Not.Contain("marked-value"));
        Assert.That(_stage.Calls(mark).Where(IsWrite), Is.Empty);
    }

    [TestCase("/nowhere/at/all", 1)]
    [TestCase("/a/b:3", 64)]
    [TestCase("/replica-worker-fence/x/y", 0)]
    public async Task A_name_that_cannot_be_copied_is_told(string name, int expected) =>
        Assert.That((await _stage.CopyAsync(name)).ExitCode, Is.EqualTo(expected));

    [Test]
    public async Task An_arn_does_as_well_as_a_name()
    {
        await _stage.PutAsync(Name, "v");

        var run = await _stage.CopyAsync($"arn:aws:ssm:us-east-1:123456789012:parameter{Name}");

        Assert.That(await _stage.ValueAsync(Name), Is.EqualTo("v"), run.Text());
    }

    [Test]
    public async Task A_fenced_region_is_held()
    {
        await _stage.PutAsync(Name, "v");
        var project = ("Replica__Project", $"fenced-{TestContext.CurrentContext.Test.ID}");
        Assert.That((await _stage.RunAsync(["fence", "set", "--region", West], project)).ExitCode, Is.Zero);

        var run = await _stage.EventAsync("Create", Name, project);

        Assert.That((run.ExitCode, run.Count("held")), Is.EqualTo((10, 1)), run.Text());
        Assert.That(await _stage.FindAsync(Name), Is.Null);
    }

    [Test]
    public async Task An_excluded_name_is_left_alone_by_events_on_both_sides()
    {
        await CopiedAsync();
        await _stage.DeleteAsync(Name);

        var run = await _stage.EventAsync("Delete", Name, ("Parameters__Exclude", "*parameter"));

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(await _stage.FindAsync(Name), Is.Not.Null);
        Assert.That(run.Messages(), Does.Contain("left out"));
    }

    /// <summary>Of two runs that race, the one with old news writes last, or the newer one's event was lost: the older value must not stay.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public async Task A_run_with_old_news_finds_out_after_its_write(bool another)
    {
        await CopiedAsync();
        await _stage.ChangeAsync(Name, "v2");
        using var slow = _stage.Cloud.Aws.Faults.Add(new()
        {
            Kind = AwsFaultKind.Slow, Service = "ssm", Operation = "PutParameter", Region = West, AccessKey = _stage.Cloud.Options.Worker.Id,
            Times = 1, Delay = TimeSpan.FromSeconds(4),
        });
        var mark = _stage.Mark;
        var late = _stage.EventAsync("Update", Name);
        await UntilAsync(() => _stage.Calls(mark).Count(call => call.Operation is "ListTagsForResource") >= 2, "the late run has read v2");
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        await _stage.ChangeAsync(Name, "v3");
        if (another)
        {
            var quick = await _stage.EventAsync("Update", Name);
            Assert.That(await _stage.ValueAsync(Name), Is.EqualTo("v3"), quick.Text());
        }

        var run = await late;

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(await _stage.ValueAsync(Name), Is.EqualTo("v3"));
        Assert.That(run.Messages(), Does.Contain("moved while we looked"));
    }

    /// <summary>The same for a deletion: the source came back while the copy was being taken away.</summary>
    [Test]
    public async Task A_deletion_with_old_news_is_made_good()
    {
        await CopiedAsync();
        await _stage.DeleteAsync(Name);
        using var slow = _stage.Cloud.Aws.Faults.Add(new()
        {
            Kind = AwsFaultKind.Slow, Service = "ssm", Operation = "DeleteParameters", Region = West, AccessKey = _stage.Cloud.Options.Worker.Id,
            Times = 1, Delay = TimeSpan.FromSeconds(3),
        });
        var mark = _stage.Mark;
        var late = _stage.EventAsync("Delete", Name);
        await UntilAsync(() => _stage.Calls(mark).Count(call => call.Operation is "ListTagsForResource") >= 2, "the late run knows that it is gone");
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        await _stage.PutAsync(Name, "again");

        var run = await late;

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(await _stage.ValueAsync(Name), Is.EqualTo("again"));
    }

    /// <summary>A put with Overwrite creates what has vanished: it must not stay without a mark.</summary>
    [Test]
    public async Task A_copy_that_vanishes_before_it_is_overwritten_is_marked_all_the_same()
    {
        await CopiedAsync(put => put.Tags = [new() { Key = "Team", Value = "shop" }]);
        await _stage.ChangeAsync(Name, "v2");
        using var slow = _stage.Cloud.Aws.Faults.Add(new()
        {
            Kind = AwsFaultKind.Slow, Service = "ssm", Operation = "PutParameter", Region = West, AccessKey = _stage.Cloud.Options.Worker.Id,
            Times = 1, Delay = TimeSpan.FromSeconds(3),
        });
        var mark = _stage.Mark;
        var running = _stage.EventAsync("Update", Name);
        await UntilAsync(() => _stage.Calls(mark).Count(call => call.Operation is "ListTagsForResource") >= 2, "it has read both sides");
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        await _stage.DeleteAsync(Name, West);

        var run = await running;

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(await _stage.ValueAsync(Name), Is.EqualTo("v2"));
        Assert.That(await _stage.TagsAsync(Name), Has.Count.EqualTo(3));
    }

    internal static bool IsWrite(AwsCall call) => call.Service == "ssm" && !call.Operation.StartsWith("Get", StringComparison.Ordinal)
        && !call.Operation.StartsWith("Describe", StringComparison.Ordinal) && !call.Operation.StartsWith("List", StringComparison.Ordinal);

    internal static async Task UntilAsync(Func<bool> holds, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            Assert.That(limit.IsCancellationRequested, Is.False, what);
            await Task.Delay(20);
        }
    }

    private async Task CopiedAsync(Action<Amazon.SimpleSystemsManagement.Model.PutParameterRequest>? with = null)
    {
        await _stage.PutAsync(Name, "v1", with);
        var run = await _stage.CopyAsync(Name);
        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 1)), run.Text());
    }

    private async Task RetypeAsync()
    {
        _stage.Cloud.Parameters.RecreateAfter = TimeSpan.Zero;
        await _stage.DeleteAsync(Name);
        await _stage.PutAsync(Name, "secure", put => put.Type = "SecureString");
    }
}
