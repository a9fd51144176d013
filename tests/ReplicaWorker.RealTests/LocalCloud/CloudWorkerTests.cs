using LocalCloud;
using LocalCloud.Git;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud;

/// <summary>The whole way, nothing replaced: push, event, rule, task definition, published worker, replicas.</summary>
public sealed class CloudWorkerTests
{
    private const string Repository = "whole-way";

    [Test, CancelAfter(600_000)]     // the worker may have to be published first
    public async Task A_push_reaches_every_replica_region_through_the_deployed_rule(CancellationToken cancellation)
    {
        var cloud = await CloudFixture.CloudAsync();
        foreach (var region in cloud.Options.ReplicaRegions.Append("us-east-1"))
        {
            cloud.Git.CreateRepository(region, Repository);
        }

        CloudFixture.Listen(Repository);

        await PushAsync(cloud, cancellation);
        var run = await cloud.Bus.WaitForRunAsync(
            run => run.Event.Detail["repositoryName"]?.GetValue<string>() == Repository, cancellation);

        Assert.That(run.ExitCode, Is.Zero, string.Join('\n', run.StandardOutput) + run.Worker.StandardError);
        await TestContext.Out.WriteLineAsync($"{run.Duration.TotalMilliseconds:F0} ms, {run.Worker.PeakMemory / 1048576.0:F1} MB at most");
        foreach (var region in cloud.Options.ReplicaRegions)
        {
            Assert.That(await RefsAsync(cloud, region, cancellation), Is.EqualTo(await RefsAsync(cloud, "us-east-1", cancellation)), region);
        }
    }

    private static async Task PushAsync(Cloud cloud, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("whole-way-");
        var git = new GitClient(folder.FullName);
        await git.RunAsync(folder.FullName, ["init", "--quiet", "-b", "main"], cancellation);
        await git.RunAsync(folder.FullName, ["commit", "--quiet", "--allow-empty", "-m", "first"], cancellation);
        await git.RunAsync(
            folder.FullName,
            [
                "-c", "http.extraHeader=Authorization: " + cloud.Git.Authorize("us-east-1", Repository, cloud.Options.Developer.Id),
                "push", "--quiet", cloud.Git.UrlOf("us-east-1", Repository).AbsoluteUri, "main",
            ],
            cancellation);
        folder.Delete(recursive: true);
    }

    private static Task<string> RefsAsync(Cloud cloud, string region, CancellationToken cancellation)
    {
        var path = cloud.Git.PathOf(region, Repository);
        return new GitClient(path).RunAsync(path, ["for-each-ref"], cancellation);
    }
}
