using NUnit.Framework;
using static ReplicaWorker.RealTests.Parameters.ParameterStage;

namespace ReplicaWorker.RealTests.Parameters;

/// <summary>What goes, and what does not, when a source is gone.</summary>
public sealed class ParameterDeletionTests : SingleParameterTests
{
    [Test]
    public async Task A_delete_event_deletes_the_copy()
    {
        await CopiedAsync();
        await Stage.DeleteAsync(Name);

        var run = await Stage.EventAsync("Delete", Name);

        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 1)), run.Text());
        Assert.That(await Stage.FindAsync(Name), Is.Null);
        Assert.That((await Stage.EventAsync("Delete", Name)).ExitCode, Is.Zero, "doubled events are nothing new");
    }

    [Test]
    public async Task A_delete_event_that_is_late_deletes_nothing()
    {
        await CopiedAsync();

        var run = await Stage.EventAsync("Delete", Name);

        Assert.That(run.Count("unchanged"), Is.EqualTo(1), run.Text());
        Assert.That(await Stage.ValueAsync(Name), Is.EqualTo("v1"));
    }

    [Test]
    public async Task An_expired_parameters_copy_goes_with_the_policys_event()
    {
        await CopiedAsync();
        await Stage.DeleteAsync(Name);

        var run = await Stage.RunAsync([],
            ("Event__Source", "aws.ssm"), ("Event__DetailType", "Parameter Store Policy Action"), ("Event__Region", East),
            ("Event__Detail__parameter-name", Name), ("Event__Detail__policy-type", "Expiration"));

        Assert.That(run.Count("changed"), Is.EqualTo(1), run.Text());
        Assert.That(await Stage.FindAsync(Name), Is.Null);
    }

    [Test]
    public async Task Deletions_over_the_brake_are_held_by_name_too()
    {
        await CopiedAsync();
        await Stage.DeleteAsync(Name);

        var held = await Stage.EventAsync("Delete", Name, ("Parameters__MaxDeletes", "0"));

        Assert.That((held.ExitCode, held.Count("held")), Is.EqualTo((10, 1)), held.Text());
        Assert.That(await Stage.FindAsync(Name), Is.Not.Null);
        Assert.That((await Stage.RunAsync(["parameters", Name, "--allow-deletes", "1"], ("Parameters__MaxDeletes", "0"))).ExitCode, Is.Zero);
        Assert.That(await Stage.FindAsync(Name), Is.Null);
    }
}
