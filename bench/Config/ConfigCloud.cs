using Amazon.SimpleSystemsManagement;
using LocalCloud;
using LocalCloud.Processes;

namespace Bench.Config;

/// <summary>A cloud without rules, so that nothing runs but what is measured, and the published worker beside it.</summary>
internal sealed class ConfigCloud : IAsyncDisposable
{
    public const string Source = "us-east-1";
    public const string Replica = "us-west-2";

    private readonly Cloud _cloud;
    private readonly string _binary;

    private ConfigCloud(Cloud cloud, string binary) => (_cloud, _binary) = (cloud, binary);

    public Cloud Cloud => _cloud;

    public static async Task<ConfigCloud> StartAsync(string binary, CancellationToken stopping) => new(
        await Cloud.StartAsync(
            new() { PrimaryRegion = Source, ReplicaRegions = [Replica], RulesDirectory = Path.Combine(SourceTree.Root, "artifacts", "no-rules") },
            stopping),
        binary);

    /// <summary>A client that signs as a developer.</summary>
    public AmazonSimpleSystemsManagementClient Parameters(string region = Source) => new(
        new Amazon.Runtime.BasicAWSCredentials(_cloud.Options.Developer.Id, _cloud.Options.Developer.Secret),
        new AmazonSimpleSystemsManagementConfig { ServiceURL = _cloud.AwsEndpoint.AbsoluteUri, AuthenticationRegion = region });

    /// <summary>Runs the worker and gathers what it asked of AWS.</summary>
    /// <param name="name">For the report.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="environment">Besides endpoints, key and regions.</param>
    /// <param name="stopping">Ends the run.</param>
    /// <exception cref="InvalidOperationException">It did not end with 0.</exception>
    public async Task<CountedRun> RunAsync(
        string name, string[] arguments, IReadOnlyDictionary<string, string> environment, CancellationToken stopping)
    {
        var before = _cloud.Aws.Requests.Count;
        await using var worker = WorkerProcess.Start(_binary, arguments, _cloud.WorkerEnvironment(new Dictionary<string, string>(environment, StringComparer.Ordinal)
        {
            ["DOTNET_EnableDiagnostics"] = "0",        // as the image has it
        }));
        var run = await worker.Completion.WaitAsync(stopping);
        return run.ExitCode == 0
            ? new(name, [.. _cloud.Aws.Requests.Skip(before).Where(call => call.AccessKey == _cloud.Options.Worker.Id)], run.Duration, run.PeakMemory)
            : throw new InvalidOperationException($"{name}: the worker ended with {run.ExitCode}: {string.Join('\n', run.StandardOutput.TakeLast(20))}");
    }

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();
}
