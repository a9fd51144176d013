using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Aws;
using LocalCloud.Git;
using LocalCloud.Processes;

namespace ReplicaWorker.RealTests.Check;

/// <summary>A deployment as it stands on its first day: a repository, a secret and a parameter in the primary region, replicas by the worker.</summary>
internal sealed class CheckWorld : IAsyncDisposable
{
    public const string Primary = "us-east-1";
    public const string West = "us-west-2";
    public const string Europe = "eu-west-1";
    public const string Repository = "Shop";
    public const string Secret = "shop/database";
    public const string Parameter = "/shop/url";

    private readonly AwsWire _wire;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("check-world-");

    private CheckWorld(Cloud cloud) => (Cloud, _wire) = (cloud, new(cloud));

    public Cloud Cloud { get; }

    public string Worker => Cloud.Options.Worker.Id;

    /// <param name="withRules">The deployed rules start workers; without, only what a test starts runs.</param>
    /// <param name="with">What is otherwise.</param>
    public static async Task<CheckWorld> StartAsync(bool withRules = false, Func<CloudOptions, CloudOptions>? with = null)
    {
        var options = new CloudOptions { ReplicaRegions = [West, Europe] };
        options = withRules ? options : options with { RulesDirectory = Path.Combine(SourceTree.Root, "artifacts", "no-rules") };
        var world = new CheckWorld(await Cloud.StartAsync(with?.Invoke(options) ?? options));
        await world.FillAsync();
        return world;
    }

    public async Task<JsonNode?> CallAsync(string service, string operation, JsonObject parameters, string region = Primary)
    {
        var answer = await _wire.CallAsync(service, operation, parameters, region);
        return (int)answer.Status == 200 ? answer.Body : throw new InvalidOperationException($"{operation} in {region}: {answer.Body}");
    }

    /// <summary>Runs the worker; a busy machine is no finding.</summary>
    public Task<WorkerRun> RunAsync(string[] arguments, params (string Key, string Value)[] environment) =>
        Cloud.RunWorkerAsync(arguments, Environment(environment));

    public Task<WorkerRun> CheckAsync(params (string Key, string Value)[] environment) => RunAsync(["check"], environment);

    public Dictionary<string, string> Environment(params (string Key, string Value)[] environment)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal) { ["Check__Timeout"] = "00:00:30" };
        foreach (var (key, value) in environment)
        {
            all[key] = value;
        }

        return all;
    }

    /// <summary>What the worker has called, since a mark.</summary>
    public IEnumerable<AwsCall> CallsSince(int mark) => Cloud.Aws.Requests.Skip(mark).Where(call => call.AccessKey == Worker);

    public int Mark => Cloud.Aws.Requests.Count;

    /// <summary>A fault for the worker alone.</summary>
    public IDisposable Break(AwsFault fault) => Cloud.Aws.Faults.Add(fault with { AccessKey = Worker });

    public static bool IsRead(AwsCall call) =>
        ((string[])["Get", "List", "Describe"]).Any(start => call.Operation.StartsWith(start, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        _wire.Dispose();
        await Cloud.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task FillAsync()
    {
        await CallAsync("codecommit", "CreateRepository", new() { ["repositoryName"] = Repository });
        var git = new GitClient(_folder.CreateSubdirectory("home").FullName);
        var work = _folder.CreateSubdirectory("work").FullName;
        await git.RunAsync(work, ["init", "--quiet", "-b", "main"]);
        await git.RunAsync(work, ["commit", "--quiet", "--allow-empty", "-m", "first"]);
        await git.RunAsync(work, ["push", "--quiet", Cloud.Git.PathOf(Primary, Repository), "main"]);
        await CallAsync("secretsmanager", "CreateSecret", new()
        {
            ["Name"] = Secret, ["SecretString"] = LeakWatch.Mark + "secret", ["ClientRequestToken"] = new string('0', 32),
        });
        await CallAsync("ssm", "PutParameter", new() { ["Name"] = Parameter, ["Type"] = "SecureString", ["Value"] = LeakWatch.Mark + "parameter" });

        var sync = await RunAsync(["sync"]);
        if (sync.ExitCode != 0)
        {
            throw new InvalidOperationException(sync.Text());
        }
    }
}

/// <summary>The rows of a check's table, as machines read them.</summary>
internal static class CheckRows
{
    public static JsonObject[] Rows(this WorkerRun run) => [.. run.Lines().Where(line => line.ContainsKey("whoActs"))];

    public static JsonObject[] Rows(this WorkerRun run, string state) => [.. run.Rows().Where(row => row.Text("state") == state)];

    public static string Text(this JsonObject row, string field) => row[field]!.GetValue<string>();
}
