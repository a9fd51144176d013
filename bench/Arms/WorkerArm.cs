using Bench.Measuring;
using LocalCloud.Git;
using LocalCloud.Processes;

namespace Bench.Arms;

/// <summary>The published worker, as the container starts it: the event in its environment.</summary>
internal sealed class WorkerArm(string binary) : IArm
{
    public string Name => "worker";

    /// <summary>What the worker is told of these servers and of the push that has happened.</summary>
    public static IReadOnlyDictionary<string, string> Environment(World world, Uri git, Uri api) =>
        world.Cloud.WorkerEnvironment(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // The image's own setting: without it the runtime puts a socket and two pipes for debuggers into the temporary folder.
            ["DOTNET_EnableDiagnostics"] = "0",
            ["AWS_ENDPOINT_URL"] = api.AbsoluteUri.TrimEnd('/'),
            ["GitMirror__Endpoint"] = git + "{region}",
            ["GitMirror__Repositories__" + World.Name] = World.Name,
            ["Event__Id"] = "00000000-0000-4000-8000-000000000000",
            ["Event__Source"] = "aws.codecommit",
            ["Event__DetailType"] = "CodeCommit Repository State Change",
            ["Event__Region"] = World.Source,
            ["Event__Account"] = world.Cloud.Options.Account,
            ["Event__Detail__event"] = "referenceUpdated",
            ["Event__Detail__repositoryName"] = World.Name,
            ["Event__Detail__referenceFullName"] = "refs/heads/main",
        });

    public void Prepare(Scenario scenario, string work)
    {
        // It needs nothing: no clone, no folder.
    }

    public async Task<ScriptRun> RunAsync(World world, Route route, string work, CancellationToken stopping)
    {
        // As CodeCommit does, the event says where the branch was: where the replica is now, before the push has reached it.
        var git = new GitClient(Path.GetTempPath());
        var old = await git.TryAsync(world.Server.PathOf(World.Replica, World.Name), ["rev-parse", "--verify", "--quiet", "refs/heads/main"], stopping);
        var environment = new Dictionary<string, string>(Environment(world, route.Git, route.Api), StringComparer.Ordinal)
        {
            ["Event__Detail__oldCommitId"] = old.Output,
        };
        await using var worker = WorkerProcess.Start(binary, [], environment);
        var run = await worker.Completion.WaitAsync(stopping);
        return run.ExitCode == 0
            ? new(run.Duration, run.PeakMemory, run.DiskBytesWritten)
            : throw new InvalidOperationException($"the worker ended with {run.ExitCode}: {string.Join('\n', run.StandardOutput)}");
    }
}
