using NUnit.Framework;
using static ReplicaWorker.RealTests.Parameters.ParameterStage;

namespace ReplicaWorker.RealTests.Parameters;

/// <summary>What went wrong with parameters in the systems that this one replaces, each as a claim that it does not here.</summary>
public sealed class ReplacedSystemTests
{
    private const string OldMark = "monitored-by-parameter-store-replication-lambda";

    private ParameterStage _stage = null!;

    private static string Name => $"/{TestContext.CurrentContext.Test.ID}/parameter";

    [OneTimeSetUp]
    public async Task Start() => _stage = await OnTheLocalCloudAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [TestCase("Create")]
    [TestCase("Update")]
    [TestCase("create")]
    [TestCase("UPDATE")]
    public async Task Operations_are_understood_in_the_services_own_spelling_and_in_any_other(string operation)
    {
        await _stage.PutAsync(Name, "v");

        Assert.That((await _stage.EventAsync(operation, Name)).Count("changed"), Is.EqualTo(1));
    }

    [TestCase("create", true)]
    [TestCase("delete", false)]
    public async Task Its_payloads_still_work(string operation, bool stands)
    {
        await _stage.PutAsync(Name, "v");
        await _stage.CopyAsync(Name);
        if (!stands)
        {
            await _stage.DeleteAsync(Name);
        }

        var run = await _stage.RunAsync([], ("Event__Json", $$$"""{"detail":{"name":"{{{Name}}}","operation":"{{{operation}}}"}}"""));

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(await _stage.FindAsync(Name) is not null, Is.EqualTo(stands));
    }

    [Test]
    public async Task A_parameter_without_description_and_a_secure_string_stop_nobody()
    {
        await _stage.PutAsync(Name + "/1", "v");
        await _stage.PutAsync(Name + "/2", "v", put => put.Type = "SecureString");
        await _stage.PutAsync(Name + "/3", "v", put => put.Description = "text");

        var run = await _stage.SyncAsync(("Parameters__Include", Name + "/*"));

        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 3)), run.Text());
    }

    [Test]
    public async Task Orphans_are_read_where_they_stand_and_deleted()
    {
        await _stage.PutAsync(Name + "/1", "v");
        await _stage.PutAsync(Name + "/2", "v");
        await _stage.SyncAsync(("Parameters__Include", Name + "/*"));
        await _stage.DeleteAsync(Name + "/1");

        var run = await _stage.SyncAsync(("Parameters__Include", Name + "/*"));

        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 1)), run.Text());
        Assert.That(await _stage.FindAsync(Name + "/1"), Is.Null);
    }

    [Test]
    public async Task An_advanced_parameter_with_policies_is_copied_with_them()
    {
        const string Policy = """{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"20","Unit":"Days"}}""";
        await _stage.PutAsync(Name, "v", put => (put.Tier, put.Policies) = ("Advanced", $"[{Policy}]"));

        var run = await _stage.EventAsync("Create", Name);

        Assert.That((await _stage.DescribeAsync(Name)).Policies!.Single().PolicyText, Is.EqualTo(Policy), run.Text());
    }

    [Test]
    public async Task A_delete_event_leaves_what_bears_no_mark_of_ours()
    {
        await _stage.PutAsync(Name, "their own", region: West);

        Assert.That((await _stage.EventAsync("Delete", Name)).ExitCode, Is.Zero);

        Assert.That(await _stage.ValueAsync(Name), Is.EqualTo("their own"));
    }

    [Test]
    public async Task A_daily_sync_adds_no_version_to_what_is_equal()
    {
        await _stage.PutAsync(Name, "v", put => put.Type = "SecureString");
        for (var day = 0; day < 3; day++)
        {
            await _stage.SyncAsync(("Parameters__Include", Name));
        }

        Assert.That((await _stage.FindAsync(Name))!.Version, Is.EqualTo(1));
    }

    [Test]
    public async Task A_secure_string_goes_on_the_key_that_its_region_has()
    {
        await _stage.PutAsync(Name, "v", put => put.Type = "SecureString");
        await _stage.RunAsync(["parameters", Name], ("Parameters__KmsKeys", "us-west-2=arn:aws:kms:us-west-2:123456789012:alias/aws/ssm"));

        Assert.That((await _stage.DescribeAsync(Name)).KeyId, Is.EqualTo("arn:aws:kms:us-west-2:123456789012:alias/aws/ssm"));
    }

    [Test]
    public async Task A_source_with_an_environment_tag_keeps_its_own()
    {
        await _stage.PutAsync(Name, "v", put => put.Tags = [new() { Key = "Environment", Value = "production" }]);

        Assert.That((await _stage.EventAsync("Create", Name)).ExitCode, Is.Zero);

        Assert.That((await _stage.TagsAsync(Name))["Environment"], Is.EqualTo("production"));
    }

    [Test]
    public async Task A_failure_is_never_a_success()
    {
        await _stage.PutAsync(Name, "v");
        using var fault = _stage.Break("PutParameter", "AccessDeniedException");

        Assert.That((await _stage.EventAsync("Create", Name)).ExitCode, Is.EqualTo(77));
    }

    [Test]
    public async Task A_throttled_call_is_waited_for()
    {
        await _stage.PutAsync(Name, "v");
        using var fault = _stage.Break("PutParameter", "ThrottlingException", times: 5);

        var run = await _stage.EventAsync("Create", Name);

        Assert.That((run.ExitCode, await _stage.ValueAsync(Name)), Is.EqualTo((0, "v")), run.Text());
    }

    [Test]
    public async Task Its_copies_are_taken_over_where_the_source_has_the_name_and_left_alone_elsewhere()
    {
        var other = Name + "/other";
        await _stage.PutAsync(Name, "new");
        foreach (var name in (string[])[Name, other])
        {
            await _stage.PutAsync(name, "old", put => put.Tags = [new() { Key = "ReplicationStatus", Value = OldMark }, new() { Key = "Environment", Value = "disaster-recovery" }], West);
        }

        var run = await _stage.SyncAsync(("Parameters__Include", Name + "*"));

        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 1)), run.Text());
        Assert.That((await _stage.ValueAsync(Name), await _stage.ValueAsync(other)), Is.EqualTo(("new", "old")));
        Assert.That((await _stage.TagsAsync(Name)).Values, Does.Contain("us-east-1/replica-worker/production").And.Not.Contain(OldMark).And.Not.Contain("disaster-recovery"));
        Assert.That((await _stage.SyncAsync(("Parameters__Include", Name + "*"))).Count("unchanged"), Is.EqualTo(1));
    }

    [Test]
    public async Task Its_own_copies_in_the_primary_region_are_never_sources()
    {
        await _stage.PutAsync(Name, "v", put => put.Tags = [new() { Key = "Any", Value = OldMark }]);

        var run = await _stage.CopyAsync(Name);

        Assert.That(await _stage.FindAsync(Name), Is.Null, run.Text());
    }
}
