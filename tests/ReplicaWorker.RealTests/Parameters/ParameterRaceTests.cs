using LocalCloud.Aws;
using NUnit.Framework;
using static ReplicaWorker.RealTests.Parameters.ParameterStage;

namespace ReplicaWorker.RealTests.Parameters;

/// <summary>Sources and copies that move while a run is at work.</summary>
public sealed class ParameterRaceTests : SingleParameterTests
{
    /// <summary>Of two runs that race, the one with old news writes last, or the newer one's event was lost: the older value must not stay.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public async Task A_run_with_old_news_finds_out_after_its_write(bool another)
    {
        await CopiedAsync();
        await Stage.ChangeAsync(Name, "v2");
        using var slow = Stage.Cloud.Aws.Faults.Add(new()
        {
            Kind = AwsFaultKind.Slow, Service = "ssm", Operation = "PutParameter", Region = West, AccessKey = Stage.Cloud.Options.Worker.Id,
            Times = 1, Delay = TimeSpan.FromSeconds(4),
        });
        var mark = Stage.Mark;
        var late = Stage.EventAsync("Update", Name);
        await UntilAsync(() => Stage.Calls(mark).Count(call => call.Operation is "ListTagsForResource") >= 2, "the late run has read v2");
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        await Stage.ChangeAsync(Name, "v3");
        if (another)
        {
            var quick = await Stage.EventAsync("Update", Name);
            Assert.That(await Stage.ValueAsync(Name), Is.EqualTo("v3"), quick.Text());
        }

        var run = await late;

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(await Stage.ValueAsync(Name), Is.EqualTo("v3"));
        Assert.That(run.Messages(), Does.Contain("moved while we looked"));
    }

    /// <summary>The same for a deletion: the source came back while the copy was being taken away.</summary>
    [Test]
    public async Task A_deletion_with_old_news_is_made_good()
    {
        await CopiedAsync();
        await Stage.DeleteAsync(Name);
        using var slow = Stage.Cloud.Aws.Faults.Add(new()
        {
            Kind = AwsFaultKind.Slow, Service = "ssm", Operation = "DeleteParameters", Region = West, AccessKey = Stage.Cloud.Options.Worker.Id,
            Times = 1, Delay = TimeSpan.FromSeconds(3),
        });
        var mark = Stage.Mark;
        var late = Stage.EventAsync("Delete", Name);
        await UntilAsync(() => Stage.Calls(mark).Count(call => call.Operation is "ListTagsForResource") >= 2, "the late run knows that it is gone");
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        await Stage.PutAsync(Name, "again");

        var run = await late;

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(await Stage.ValueAsync(Name), Is.EqualTo("again"));
    }

    /// <summary>A put with Overwrite creates what has vanished: it must not stay without a mark.</summary>
    [Test]
    public async Task A_copy_that_vanishes_before_it_is_overwritten_is_marked_all_the_same()
    {
        await CopiedAsync(put => put.Tags = [new() { Key = "Team", Value = "shop" }]);
        await Stage.ChangeAsync(Name, "v2");
        using var slow = Stage.Cloud.Aws.Faults.Add(new()
        {
            Kind = AwsFaultKind.Slow, Service = "ssm", Operation = "PutParameter", Region = West, AccessKey = Stage.Cloud.Options.Worker.Id,
            Times = 1, Delay = TimeSpan.FromSeconds(3),
        });
        var mark = Stage.Mark;
        var running = Stage.EventAsync("Update", Name);
        await UntilAsync(() => Stage.Calls(mark).Count(call => call.Operation is "ListTagsForResource") >= 2, "it has read both sides");
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        await Stage.DeleteAsync(Name, West);

        var run = await running;

        Assert.That(run.ExitCode, Is.Zero, run.Text());
        Assert.That(await Stage.ValueAsync(Name), Is.EqualTo("v2"));
        Assert.That(await Stage.TagsAsync(Name), Has.Count.EqualTo(3));
    }
}
