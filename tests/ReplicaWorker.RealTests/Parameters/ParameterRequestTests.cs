using NUnit.Framework;
using static ReplicaWorker.RealTests.Parameters.ParameterStage;

namespace ReplicaWorker.RealTests.Parameters;

/// <summary>What is asked for: by name, by ARN, in rehearsal, behind a fence, left out.</summary>
public sealed class ParameterRequestTests : SingleParameterTests
{
    [Test]
    public async Task A_dry_run_prints_the_plan_without_values_and_writes_nothing()
    {
        await CopiedAsync();
        await Stage.ChangeAsync(Name, "marked-value");
        var mark = Stage.Mark;

        var run = await Stage.RunAsync(["parameters", Name, "--dry-run"]);

        Assert.That((run.ExitCode, run.Count("changed")), Is.EqualTo((0, 1)), run.Text());
        Assert.That(run.Messages(), Does.Contain("plan: overwrite (value differs)"));
        Assert.That(run.Text(), Does.Not.Contain("marked-value"));
        Assert.That(Stage.Calls(mark).Where(IsWrite), Is.Empty);
    }

    [TestCase("/nowhere/at/all", 1)]
    [TestCase("/a/b:3", 64)]
    [TestCase("/replica-worker-fence/x/y", 0)]
    public async Task A_name_that_cannot_be_copied_is_told(string name, int expected) =>
        Assert.That((await Stage.CopyAsync(name)).ExitCode, Is.EqualTo(expected));

    [Test]
    public async Task An_arn_does_as_well_as_a_name()
    {
        await Stage.PutAsync(Name, "v");

        var run = await Stage.CopyAsync($"arn:aws:ssm:us-east-1:123456789012:parameter{Name}");

        Assert.That(await Stage.ValueAsync(Name), Is.EqualTo("v"), run.Text());
    }

    [Test]
    public async Task A_fenced_region_is_held()
    {
        await Stage.PutAsync(Name, "v");
        var project = ("Replica__Project", $"fenced-{TestContext.CurrentContext.Test.ID}");
        Assert.That((await Stage.RunAsync(["fence", "set", "--region", West], project)).ExitCode, Is.Zero);

        var run = await Stage.EventAsync("Create", Name, project);

        Assert.That((run.ExitCode, run.Count("held")), Is.EqualTo((10, 1)), run.Text());
        Assert.That(await Stage.FindAsync(Name), Is.Null);
    }

    [Test]
    public async Task An_excluded_name_is_left_alone_by_events_on_both_sides()
    {
        await CopiedAsync();
        await Stage.DeleteAsync(Name);

        var run = await Stage.EventAsync("Delete", Name, ("Parameters__Exclude", "*parameter"));

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(await Stage.FindAsync(Name), Is.Not.Null);
        Assert.That(run.Messages(), Does.Contain("left out"));
    }
}
