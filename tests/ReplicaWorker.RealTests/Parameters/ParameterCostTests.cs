using LocalCloud.Aws;
using NUnit.Framework;
using static ReplicaWorker.RealTests.Parameters.ParameterStage;

namespace ReplicaWorker.RealTests.Parameters;

/// <summary>What one event costs: calls, and how many of them wait for one another. Every call takes a while here, so that what goes together shows.</summary>
public sealed class ParameterCostTests
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(250);

    private ParameterStage _stage = null!;

    private static string Name => $"/{TestContext.CurrentContext.Test.ID}/parameter";

    [OneTimeSetUp]
    public async Task Start() => _stage = await OnTheLocalCloudAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [TestCase("Create", 9, 3)]
    [TestCase("Update", 9, 3)]
    [TestCase("LabelParameterVersion", 9, 3)]
    [TestCase("Delete", 9, 3)]
    [TestCase("nothing", 7, 1)]
    [TestCase("tag added", 9, 3)]
    [TestCase("tag removed", 9, 3)]
    [TestCase("value and tag", 11, 4)]
    public async Task From_one_event_to_the_proved_copy(string change, int calls, int steps)
    {
        await _stage.PutAsync(Name, "v1", put => put.Tags = [new() { Key = "Team", Value = "shop" }]);
        if (change != "Create")
        {
            await _stage.CopyAsync(Name);
        }

        await ChangeAsync(change);
        using var slow = _stage.Cloud.Aws.Faults.Add(new() { Kind = AwsFaultKind.Slow, Delay = Latency, AccessKey = _stage.Cloud.Options.Worker.Id });
        var mark = _stage.Mark;

        var run = await _stage.EventAsync(change.Contains(' ', StringComparison.Ordinal) || change == "nothing" ? "Update" : change, Name);

        var made = _stage.Calls(mark);
        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(run.Count("changed"), Is.EqualTo(change == "nothing" ? 0 : 1));
        Assert.That((made.Count, Steps(made)), Is.EqualTo((calls, steps)), string.Join('\n', made));
    }

    private Task ChangeAsync(string change) => change switch
    {
        "Update" => _stage.ChangeAsync(Name, "v2"),
        "LabelParameterVersion" => _stage.In(East).LabelParameterVersionAsync(new() { Name = Name, Labels = ["live"] }),
        "Delete" => _stage.DeleteAsync(Name),
        "tag added" => _stage.TagAsync(Name, "New", "x"),
        "tag removed" => _stage.UntagAsync(Name, "Team"),
        "value and tag" => Task.WhenAll(_stage.ChangeAsync(Name, "v2"), _stage.TagAsync(Name, "New", "x")),
        _ => Task.CompletedTask,
    };

    /// <summary>The longest chain of calls of which each began after the one before had ended.</summary>
    private static int Steps(IEnumerable<AwsCall> calls)
    {
        var depths = new List<(TimeSpan End, int Depth)>();
        foreach (var call in calls.OrderBy(call => call.Started))
        {
            depths.Add((call.Started + call.Duration, depths.Where(other => other.End <= call.Started).Select(other => other.Depth).DefaultIfEmpty().Max() + 1));
        }

        return depths.Max(call => call.Depth);
    }
}
