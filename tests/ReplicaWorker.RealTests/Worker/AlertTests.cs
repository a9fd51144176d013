using System.Text.Json.Nodes;
using LocalCloud.Aws;
using LocalCloud.Bus;
using NUnit.Framework;
using ReplicaWorker.RealTests.GitMirror;

namespace ReplicaWorker.RealTests.Worker;

/// <summary>A run that somebody must look at is told on the event bus.</summary>
public sealed class AlertTests
{
    [Test]
    public async Task A_failed_run_is_on_the_bus_with_the_names_that_failed()
    {
        await using var world = await MirrorWorld.StartAsync();
        world.Server.DeleteRepository(MirrorWorld.Primary, world.Name);
        var project = Project();

        var run = await world.MirrorAsync([], new(StringComparer.Ordinal) { ["Replica__Project"] = project });

        var alert = Told(world, project).Single();
        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That((alert.Source, alert.DetailType, alert.Region), Is.EqualTo(("replica-worker", "Replica Worker Run Failed", MirrorWorld.Primary)));
        Assert.That((int?)alert.Detail["failed"], Is.EqualTo(1));
        Assert.That(alert.Detail["items"]!.AsArray().Select(item => (string?)item), Has.One.Contains(world.Name));
        Assert.That((string?)alert.Detail["command"], Is.EqualTo($"replica-worker mirror {world.Name}"));
        Assert.That((string?)alert.Detail["runId"], Is.EqualTo((string?)JsonNode.Parse(run.StandardOutput[^1])!["runId"]));
    }

    [Test]
    public async Task Held_changes_are_on_the_bus()
    {
        await using var world = await MirrorWorld.StartAsync();
        await world.MirrorAsync();
        await world.Git.RunAsync(world.Server.PathOf(MirrorWorld.Primary, world.Name), ["update-ref", "-d", "refs/heads/main"]);
        var project = Project();

        await world.MirrorAsync([], new(StringComparer.Ordinal) { ["Replica__Project"] = project });

        Assert.That(Told(world, project).Single().DetailType, Is.EqualTo("Replica Worker Changes Held"));
    }

    [TestCase("mirror that is in step", "")]
    [TestCase("rehearsal", "--dry-run")]
    public async Task A_run_that_needs_nobody_is_not_told(string what, string option)
    {
        await using var world = await MirrorWorld.StartAsync();
        if (option.Length > 0)
        {
            world.Server.DeleteRepository(MirrorWorld.Primary, world.Name);
        }

        var project = Project();
        await world.MirrorAsync([.. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)], new(StringComparer.Ordinal) { ["Replica__Project"] = project });

        Assert.That(Told(world, project), Is.Empty, what);
    }

    [Test]
    public async Task A_bus_that_refuses_does_not_change_the_exit_code()
    {
        await using var world = await MirrorWorld.StartAsync();
        world.Server.DeleteRepository(MirrorWorld.Primary, world.Name);
        using var fault = world.Cloud.Aws.Faults.Add(AwsFault.Denied("events", "PutEvents") with { AccessKey = world.Cloud.Options.Worker.Id });

        var run = await world.MirrorAsync();

        Assert.That(run.ExitCode, Is.EqualTo(1), run.Text());
        Assert.That(run.Text(), Does.Contain("was not sent"));
    }

    /// <summary>By the deployed rule's own pattern and template.</summary>
    [Test]
    public async Task People_read_what_failed_and_how_to_repeat_it()
    {
        await using var world = await MirrorWorld.StartAsync();
        world.Server.DeleteRepository(MirrorWorld.Primary, world.Name);

        var run = await world.MirrorAsync();

        var id = (string?)JsonNode.Parse(run.StandardOutput[^1])!["runId"];
        var told = world.Cloud.Bus.Notifications.Single(one => one.Message.Contains($"Run {id}, ", StringComparison.Ordinal));
        Assert.That(told.Rule, Is.EqualTo("replica-worker-run-failed-to-sns"));
        Assert.That(told.Message.Split('\n'), Has.Length.EqualTo(4).And.Exactly(1).EqualTo($"\"To repeat it: replica-worker mirror {world.Name}\""));
    }

    private static string Project() => "alert-" + TestContext.CurrentContext.Test.ID;

    private static CloudEvent[] Told(MirrorWorld world, string project) =>
        [.. world.Cloud.Bus.Events.Where(told => told.Source == "replica-worker" && (string?)told.Detail["project"] == project)];
}
