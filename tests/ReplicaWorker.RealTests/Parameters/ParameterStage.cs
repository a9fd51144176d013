using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using LocalCloud;
using LocalCloud.Aws;
using LocalCloud.Processes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.Parameters;

/// <summary>Two regions of Parameter Store, a developer in both, and the published worker: on the local cloud, or on moto with nothing of ours in between.</summary>
internal sealed class ParameterStage : IAsyncDisposable
{
    public const string East = "us-east-1";
    public const string West = "us-west-2";
    public const string Europe = "eu-west-1";

    private readonly Uri _endpoint;
    private readonly IAsyncDisposable _server;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly AccessKey _developer;
    private readonly ConcurrentDictionary<string, AmazonSimpleSystemsManagementClient> _clients = new(StringComparer.Ordinal);

    private ParameterStage(Uri endpoint, IAsyncDisposable server, IReadOnlyDictionary<string, string> environment, AccessKey developer) =>
        (_endpoint, _server, _environment, _developer) = (endpoint, server, environment, developer);

    /// <summary>There when the stage is the local cloud.</summary>
    public Cloud Cloud => (Cloud)_server;

    public static async Task<ParameterStage> OnTheLocalCloudAsync(params string[] replicas)
    {
        // No rules, so that no worker runs but the one a test starts.
        var cloud = await Cloud.StartAsync(new()
        {
            ReplicaRegions = replicas.Length == 0 ? [West] : replicas,
            RulesDirectory = Path.Combine(SourceTree.Root, "artifacts", "no-rules"),
        });
        return new(cloud.AwsEndpoint, cloud, cloud.WorkerEnvironment(), cloud.Options.Developer);
    }

    public static async Task<ParameterStage> OnPlainMotoAsync()
    {
        var moto = await Moto.StartAsync();
        var key = new AccessKey("test", "test");
        return new(moto.Endpoint, moto, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_ENDPOINT_URL"] = moto.Endpoint.AbsoluteUri.TrimEnd('/'),
            ["AWS_ACCESS_KEY_ID"] = key.Id,
            ["AWS_SECRET_ACCESS_KEY"] = key.Secret,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["Replica__PrimaryRegion"] = East,
            ["Replica__ReplicationRegions"] = West,
        }, key);
    }

    /// <summary>What a worker is told to reach the server.</summary>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    public AmazonSimpleSystemsManagementClient In(string region) => _clients.GetOrAdd(region, name => new(
        new BasicAWSCredentials(_developer.Id, _developer.Secret),
        new AmazonSimpleSystemsManagementConfig { ServiceURL = _endpoint.AbsoluteUri, AuthenticationRegion = name }));

    public Task PutAsync(string name, string value, Action<PutParameterRequest>? with = null, string region = East)
    {
        var request = new PutParameterRequest { Name = name, Value = value, Type = "String" };
        with?.Invoke(request);
        return In(region).PutParameterAsync(request);
    }

    /// <summary>A new value, the rest as it was.</summary>
    public Task ChangeAsync(string name, string value, string region = East) =>
        In(region).PutParameterAsync(new() { Name = name, Value = value, Overwrite = true });

    public Task TagAsync(string name, string key, string value, string region = East) => In(region).AddTagsToResourceAsync(
        new() { ResourceType = ResourceTypeForTagging.Parameter, ResourceId = name, Tags = [new() { Key = key, Value = value }] });

    public Task UntagAsync(string name, string key, string region = East) => In(region).RemoveTagsFromResourceAsync(
        new() { ResourceType = ResourceTypeForTagging.Parameter, ResourceId = name, TagKeys = [key] });

    public Task DeleteAsync(string name, string region = East) => In(region).DeleteParameterAsync(new() { Name = name });

    public async Task<Parameter?> FindAsync(string name, string region = West) =>
        (await In(region).GetParametersAsync(new() { Names = [name], WithDecryption = true })).Parameters?.SingleOrDefault();

    public async Task<string?> ValueAsync(string name, string region = West) => (await FindAsync(name, region))?.Value;

    public async Task<ParameterMetadata> DescribeAsync(string name, string region = West) =>
        (await In(region).DescribeParametersAsync(new() { ParameterFilters = [new() { Key = "Name", Values = [name] }] })).Parameters!.Single();

    public async Task<Dictionary<string, string>> TagsAsync(string name, string region = West) =>
        (await In(region).ListTagsForResourceAsync(new() { ResourceType = ResourceTypeForTagging.Parameter, ResourceId = name })).TagList!
        .ToDictionary(tag => tag.Key!, tag => tag.Value!, StringComparer.Ordinal);

    public async Task<IEnumerable<string>> LabelsAsync(string name, string region = West) =>
        (await In(region).GetParameterHistoryAsync(new() { Name = name })).Parameters!.MaxBy(version => version.Version)!.Labels ?? [];

    /// <summary>Every name of a region, in order.</summary>
    public async Task<List<string>> NamesAsync(string region = West)
    {
        var names = new List<string>();
        string? next = null;
        do
        {
            var page = await In(region).DescribeParametersAsync(new() { NextToken = next });
            names.AddRange((page.Parameters ?? []).Select(parameter => parameter.Name!));
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    public async Task<WorkerProcess> StartAsync(string[] arguments, params (string Key, string Value)[] environment)
    {
        var all = new Dictionary<string, string>(_environment, StringComparer.Ordinal)
        {
            // The local cloud has no rates unless a test gives it some.
            ["Parameters__PutsPerSecond"] = "1000", ["Parameters__ReadsPerSecond"] = "1000",
            ["Parameters__DescribesPerSecond"] = "1000", ["Parameters__CallsPerSecond"] = "1000",
        };
        foreach (var (key, value) in environment)
        {
            all[key] = value;
        }

        return WorkerProcess.Start(await PublishedWorker.LocateAsync(), arguments, all);
    }

    public async Task<WorkerRun> RunAsync(string[] arguments, params (string Key, string Value)[] environment)
    {
        await using var worker = await StartAsync(arguments, environment);
        return await worker.Completion;
    }

    public Task<WorkerRun> CopyAsync(params string[] names) => RunAsync(["parameters", .. names]);

    public Task<WorkerRun> SyncAsync(params (string Key, string Value)[] environment) => RunAsync(["parameters", "--all"], environment);

    /// <summary>The worker as Parameter Store's own event starts it.</summary>
    public Task<WorkerRun> EventAsync(string operation, string name, params (string Key, string Value)[] environment) => RunAsync([],
    [
        ("Event__Source", "aws.ssm"), ("Event__DetailType", "Parameter Store Change"), ("Event__Region", East),
        ("Event__Detail__operation", operation), ("Event__Detail__name", name), .. environment,
    ]);

    /// <summary>A fault for the worker alone.</summary>
    public IDisposable Break(string operation, string code, string? region = null, int after = 0, int? times = null) => Cloud.Aws.Faults.Add(new()
    {
        Service = operation == "GetResources" ? "tagging" : "ssm", Operation = operation, Code = code, Message = "no", Region = region,
        AccessKey = Cloud.Options.Worker.Id, After = after, Times = times,
    });

    /// <summary>The worker's calls since <paramref name="mark"/> calls had been made by anybody.</summary>
    public IReadOnlyList<AwsCall> Calls(int mark) => [.. Cloud.Aws.Requests.Skip(mark).Where(call => call.AccessKey == Cloud.Options.Worker.Id)];

    public int Mark => Cloud.Aws.Requests.Count;

    public ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        return _server.DisposeAsync();
    }

    public static bool IsWrite(AwsCall call) => call.Service == "ssm" && !call.Operation.StartsWith("Get", StringComparison.Ordinal)
        && !call.Operation.StartsWith("Describe", StringComparison.Ordinal) && !call.Operation.StartsWith("List", StringComparison.Ordinal);

    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!holds())
        {
            Assert.That(limit.IsCancellationRequested, Is.False, what);
            await Task.Delay(20);
        }
    }
}
