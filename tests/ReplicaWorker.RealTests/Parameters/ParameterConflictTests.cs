using NUnit.Framework;
using static ReplicaWorker.RealTests.Parameters.ParameterStage;

namespace ReplicaWorker.RealTests.Parameters;

/// <summary>What stands in the way of a copy, and what cannot be one.</summary>
public sealed class ParameterConflictTests : SingleParameterTests
{
    [TestCase("Fail", "same", 1, "same")]
    [TestCase("Adopt", "same", 0, "same")]
    [TestCase("Adopt", "other", 1, "other")]
    [TestCase("Overwrite", "other", 0, "same")]
    public async Task A_parameter_without_our_mark_is_a_conflict(string onConflict, string stands, int expected, string after)
    {
        await Stage.PutAsync(Name, "same");
        await Stage.PutAsync(Name, stands, region: West);

        var run = await Stage.RunAsync(["parameters", Name], ("Parameters__OnConflict", onConflict));

        Assert.That(run.ExitCode, Is.EqualTo(expected), run.Text());
        Assert.That(await Stage.ValueAsync(Name), Is.EqualTo(after));
        Assert.That((await Stage.TagsAsync(Name)).ContainsKey("ReplicationSource"), Is.EqualTo(expected == 0));
    }

    [Test]
    public async Task Two_environments_that_share_a_region_never_touch_each_others_copies()
    {
        await CopiedAsync();
        var (mine, theirs) = (("Replica__Environment", "production"), ("Replica__Environment", "staging"));
        var other = Name + "/other";
        await Stage.PutAsync(other, "o1");
        await Stage.RunAsync(["parameters", other], theirs);

        // Each sees changes, and a deletion, of what the other has copied.
        await Stage.ChangeAsync(Name, "v2");
        var run = await Stage.RunAsync(["parameters", Name], theirs, ("Parameters__OnConflict", "Overwrite"));
        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That(await Stage.ValueAsync(Name), Is.EqualTo("v1"));

        await Stage.DeleteAsync(other);
        Assert.That((await Stage.EventAsync("Delete", other, mine)).ExitCode, Is.Zero);
        Assert.That(await Stage.ValueAsync(other), Is.EqualTo("o1"));

        await Stage.EventAsync("Delete", other, theirs);
        Assert.That(await Stage.FindAsync(other), Is.Null, "its own may");
    }

    [Test]
    public async Task An_image_is_skipped_and_reported()
    {
        await Stage.PutAsync(Name, "ami-0123456789abcdef0", put => put.DataType = "aws:ec2:image");

        var run = await Stage.EventAsync("Create", Name);

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(run.Messages(), Does.Contain("aws:ec2:image").And.Contain(Name));
        Assert.That(await Stage.FindAsync(Name), Is.Null);
    }

    [TestCase("false", true)]
    [TestCase("true", false)]
    public async Task An_arn_of_the_primary_region_is_reported_and_left_out_where_told(string skip, bool copied)
    {
        await Stage.PutAsync(Name, "arn:aws:sns:us-east-1:123456789012:orders");

        var run = await Stage.RunAsync(["parameters", Name], ("Parameters__SkipRegionalValues", skip));

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(run.Messages(), Does.Contain("ARN of the primary region").And.Contain(Name).And.Not.Contain("orders"));
        Assert.That(await Stage.FindAsync(Name) is not null, Is.EqualTo(copied));
    }

    [Test]
    public async Task A_parameter_that_is_itself_a_copy_is_no_source()
    {
        await Stage.PutAsync(Name, "v", put => put.Tags = [new() { Key = "ReplicationStatus", Value = "monitored-by-replica-worker" }]);

        var run = await Stage.CopyAsync(Name);

        Assert.That(run.Messages(), Does.Contain("copies are never sources"));
        Assert.That(await Stage.FindAsync(Name), Is.Null);
    }

    [Test]
    public async Task Fifty_tags_leave_no_slot_for_the_mark_and_nothing_is_written()
    {
        await Stage.PutAsync(Name, "v", put => put.Tags = [.. Enumerable.Range(0, 49).Select(n => new Amazon.SimpleSystemsManagement.Model.Tag { Key = $"k{n}", Value = "x" })]);

        var run = await Stage.CopyAsync(Name);

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That(run.Messages(), Does.Contain("51 tags with our mark"));
        Assert.That(await Stage.FindAsync(Name), Is.Null);
    }

    [Test]
    public async Task A_key_that_the_replica_region_does_not_have_is_a_matter_of_permissions_and_shows_no_value()
    {
        await Stage.PutAsync(Name, "marked-value", put => put.Type = "SecureString");

        var run = await Stage.RunAsync(["parameters", Name], ("Parameters__KmsKeys__us-west-2", "alias/not-there"));

        Assert.That(run.ExitCode, Is.EqualTo(77), run.Text());
        Assert.That(run.Text(), Does.Contain("alias/not-there").And.Not.Contain("marked-value"));
    }

    [Test]
    public async Task A_value_that_the_copys_pattern_refuses_is_no_riddle_and_shows_no_value()
    {
        await CopiedAsync();
        using var fault = Stage.Cloud.Aws.Faults.Add(new()
        {
            Service = "ssm", Operation = "PutParameter", Region = West, AccessKey = Stage.Cloud.Options.Worker.Id,
            Code = "ValidationException", Message = "1 validation error detected: Value 'marked-value' at 'value' failed to satisfy constraint",
        });
        await Stage.ChangeAsync(Name, "marked-value");

        var run = await Stage.RunAsync(["parameters", Name, "--verbose"]);

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That(run.Text(), Does.Contain("ValidationException").And.Not.Contain("marked-value"));
    }
}
