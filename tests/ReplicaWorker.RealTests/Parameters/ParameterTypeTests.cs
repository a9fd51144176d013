using NUnit.Framework;
using static ReplicaWorker.RealTests.Parameters.ParameterStage;

namespace ReplicaWorker.RealTests.Parameters;

/// <summary>What the service does not change in place: type, tier, the hundredth version.</summary>
public sealed class ParameterTypeTests : SingleParameterTests
{
    [Test]
    public async Task A_copy_that_became_advanced_stays_so_is_reported_and_is_unchanged()
    {
        await CopiedAsync();
        await Stage.PutAsync(Name, "v1", put => (put.Overwrite, put.Tier) = (true, "Advanced"), West);

        var run = await Stage.CopyAsync(Name);

        Assert.That((run.ExitCode, run.Count("unchanged")), Is.EqualTo((0, 1)), run.Text());
        Assert.That(run.Messages(), Does.Contain("stay advanced here"));
        await Stage.ChangeAsync(Name, "v2");
        Assert.That((await Stage.CopyAsync(Name)).ExitCode, Is.Zero, "and its value can still be changed");
        Assert.That(await Stage.ValueAsync(Name), Is.EqualTo("v2"));
    }

    [Test]
    public async Task Another_type_means_delete_wait_and_create()
    {
        await CopiedAsync();
        await RetypeAsync();
        Stage.Cloud.Parameters.RecreateAfter = TimeSpan.FromSeconds(1);

        var run = await Stage.RunAsync(["parameters", Name], ("Parameters__RecreateWait", "00:00:02"));

        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 1)), run.Text());
        Assert.That(((await Stage.FindAsync(Name))!.Type!.Value, await Stage.ValueAsync(Name)), Is.EqualTo(("SecureString", "secure")));
        Assert.That(run.Duration, Is.GreaterThan(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task A_run_that_was_killed_between_delete_and_create_is_healed_by_the_next()
    {
        await CopiedAsync();
        await RetypeAsync();
        Stage.Cloud.Parameters.RecreateAfter = TimeSpan.FromSeconds(4);
        await Stage.DeleteAsync(Name, West);   // as far as a killed run got

        var run = await Stage.RunAsync(["parameters", Name], ("Parameters__RecreateWait", "00:00:02"));

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That((await Stage.FindAsync(Name))?.Type?.Value, Is.EqualTo("SecureString"), "the service refused the name at first");
        Assert.That(run.Messages(), Does.Contain("its name is free again in"));
    }

    [Test]
    public async Task Type_change_of_what_is_not_ours_is_a_failure_and_deletes_nothing()
    {
        await Stage.PutAsync(Name, "theirs", region: West);
        await Stage.PutAsync(Name, "ours", put => put.Type = "SecureString");

        var run = await Stage.RunAsync(["parameters", Name], ("Parameters__OnConflict", "Overwrite"));

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That(await Stage.ValueAsync(Name), Is.EqualTo("theirs"));
    }

    [Test]
    public async Task The_hundredth_version_with_a_label_makes_room()
    {
        await CopiedAsync();
        await Stage.In(West).LabelParameterVersionAsync(new() { Name = Name, ParameterVersion = 1, Labels = ["old"] });
        for (var version = 2; version <= 100; version++)
        {
            await Stage.ChangeAsync(Name, $"v{version}", West);
        }

        await Stage.ChangeAsync(Name, "newest");
        var run = await Stage.EventAsync("Update", Name);

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(await Stage.ValueAsync(Name), Is.EqualTo("newest"));
        Assert.That(run.Messages(), Does.Contain("labels taken from their oldest version"));
    }
}
