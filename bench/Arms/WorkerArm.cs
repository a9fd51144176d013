using Bench.Measuring;
using Bench.Repositories;
using LocalCloud.Processes;

namespace Bench.Arms;

/// <summary>The published worker, as the container starts it: the event in its environment.</summary>
internal sealed class WorkerArm(string binary, RepositorySet repositories) : IArm
{
    private Scenario _scenario = Scenario.Nothing;

    public string Name => "worker";

    /// <summary>What the worker is told of these servers and of the push to main that has happened.</summary>
    /// <param name="world">The servers.</param>
    /// <param name="git">The way to the git server.</param>
    /// <param name="api">The way to the CodeCommit API.</param>
    /// <param name="oldId">Where main was; none for a new one.</param>
    /// <param name="newId">Where it is.</param>
    public static IReadOnlyDictionary<string, string> Environment(World world, Uri git, Uri api, string? oldId, string newId) =>
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
            ["Event__Detail__event"] = oldId is null ? "referenceCreated" : "referenceUpdated",
            ["Event__Detail__repositoryName"] = World.Name,
            ["Event__Detail__referenceFullName"] = History.Main,
            ["Event__Detail__oldCommitId"] = oldId ?? "",
            ["Event__Detail__commitId"] = newId,
        });

    /// <remarks>Nothing to put there: it needs no clone and no folder.</remarks>
    public void Prepare(Scenario scenario, string work) => _scenario = scenario;

    public async Task<ScriptRun> RunAsync(World world, Route route, string work, CancellationToken stopping)
    {
        await using var worker = WorkerProcess.Start(
            binary,
            [],
            Environment(
                world, route.Git, route.Api, repositories.Main.GetValueOrDefault(_scenario.Replica), repositories.Main[_scenario.Source]));
        var run = await worker.Completion.WaitAsync(stopping);
        return run.ExitCode == 0
            ? new(run.Duration, run.PeakMemory, run.DiskBytesWritten)
            : throw new InvalidOperationException($"the worker ended with {run.ExitCode}: {string.Join('\n', run.StandardOutput)}");
    }
}
