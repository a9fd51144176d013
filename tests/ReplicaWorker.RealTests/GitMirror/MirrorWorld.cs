using LocalCloud;
using LocalCloud.Git;
using LocalCloud.Processes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.GitMirror;

/// <summary>
/// One source repository with its replicas on a git server of its own, a real git client, and the published worker. The AWS APIs are
/// the shared cloud's; they know nothing of these repositories unless a test creates them there.
/// </summary>
internal sealed class MirrorWorld : IAsyncDisposable
{
    public const string Primary = "us-east-1";
    public const string West = "us-west-2";
    public const string Europe = "eu-west-1";

    private readonly DirectoryInfo _root;
    private readonly bool _ownsServer;

    private MirrorWorld(Cloud cloud, GitServer server, bool ownsServer, DirectoryInfo root, string name, string[] regions)
    {
        (Cloud, Server, _ownsServer, _root, Name, Regions) = (cloud, server, ownsServer, root, name, regions);
        Git = new GitClient(root.CreateSubdirectory("home").FullName);
        Work = Path.Combine(root.FullName, "work");
    }

    public Cloud Cloud { get; }

    public GitServer Server { get; }

    public GitClient Git { get; }

    /// <summary>The source's name; its replicas are called <c>NAME-replica</c>.</summary>
    public string Name { get; }

    public string Replica => Name + "-replica";

    public string[] Regions { get; }

    public string Work { get; }

    /// <summary>Whether the configuration names the replica, which makes it ours.</summary>
    public bool IsNamed { get; init; } = true;

    /// <summary>A source with one commit on main, and an empty replica in each region.</summary>
    public static async Task<MirrorWorld> StartAsync(
        Func<GitServerOptions, GitServerOptions>? with = null, string format = "sha1", string[]? regions = null, string? replicaFormat = null)
    {
        var cloud = await CloudFixture.CloudAsync();
        var root = Directory.CreateTempSubdirectory("mirror-world-");
        var keys = new[] { cloud.Options.Developer, cloud.Options.Worker }.ToDictionary(key => key.Id, key => key.Secret, StringComparer.Ordinal);
        var options = new GitServerOptions { Directory = Path.Combine(root.FullName, "server"), AccessKeys = keys };
        var server = await GitServer.StartAsync(with?.Invoke(options) ?? options);

        var world = new MirrorWorld(cloud, server, ownsServer: true, root, "RepoA", regions ?? [West]);
        server.CreateRepository(Primary, world.Name, format);
        foreach (var region in world.Regions)
        {
            server.CreateRepository(region, world.Replica, replicaFormat ?? format);
        }

        await world.BeginAsync(format);
        return world;
    }

    /// <summary>A source that the CodeCommit API knows too, and no replica yet: those are the worker's to create.</summary>
    public static async Task<MirrorWorld> StartInCloudAsync(bool isNamed = false)
    {
        var cloud = await CloudFixture.CloudAsync();
        var name = "m-" + TestContext.CurrentContext.Test.ID.Replace('-', '.');
        var root = Directory.CreateTempSubdirectory("mirror-world-");
        var world = new MirrorWorld(cloud, cloud.Git, ownsServer: false, root, name, [West, Europe]) { IsNamed = isNamed };
        await world.BeginAsync("sha1", push: false);
        return world;
    }

    /// <summary>Runs git in the work tree.</summary>
    public Task<string> RunAsync(params string[] arguments) => Git.RunAsync(Work, arguments);

    /// <summary>Adds a commit that changes one line of a big file.</summary>
    public async Task<string> CommitAsync(string message)
    {
        var file = Path.Combine(Work, "lines.txt");
        var lines = File.Exists(file) ? await File.ReadAllLinesAsync(file) : [.. Enumerable.Range(0, 3_000).Select(i => $"line {i} of many, {i * 7919 % 10007}")];
        lines[^1] = message;
        await File.WriteAllLinesAsync(file, lines);
        await RunAsync("add", ".");
        await RunAsync("commit", "--quiet", "-m", message);
        return await RunAsync("rev-parse", "HEAD");
    }

    /// <summary>Adds a commit with a file that no compression makes small.</summary>
    public async Task CommitNoiseAsync(int bytes)
    {
        var noise = new byte[bytes];
        new Random(bytes).NextBytes(noise);
        await File.WriteAllBytesAsync(Path.Combine(Work, "noise.bin"), noise);
        await RunAsync("add", ".");
        await RunAsync("commit", "--quiet", "-m", "noise");
    }

    /// <summary>Pushes straight into the source's bare repository.</summary>
    public Task PushAsync(params string[] refspecs) => Git.RunAsync(Work, ["push", "--quiet", Server.PathOf(Primary, Name), .. refspecs]);

    /// <summary>Somebody pushes to a replica, which nobody should.</summary>
    public Task IntrudeAsync(string region, params string[] refspecs) =>
        Git.RunAsync(Work, ["push", "--quiet", Server.PathOf(region, Replica), .. refspecs]);

    public Task<WorkerRun> MirrorAsync(params string[] arguments) => MirrorAsync(arguments, []);

    public Task<WorkerRun> MirrorAsync(string[] arguments, Dictionary<string, string> environment) =>
        Cloud.RunWorkerAsync(["mirror", Name, .. arguments], Environment(environment));

    /// <summary>The event's scalars, as the rule's input transformer passes them.</summary>
    public Task<WorkerRun> HandleAsync(string @event, string name, string? old = null, string? @new = null) =>
        Cloud.RunWorkerAsync([], Environment(new(StringComparer.Ordinal)
        {
            ["Event__Id"] = "7f1a2c4e-0000-4000-8000-000000000001",
            ["Event__Source"] = "aws.codecommit",
            ["Event__DetailType"] = "CodeCommit Repository State Change",
            ["Event__Time"] = "2026-01-02T03:04:05Z",
            ["Event__Region"] = Primary,
            ["Event__Account"] = Cloud.Options.Account,
            ["Event__Detail__event"] = @event,
            ["Event__Detail__repositoryName"] = Name,
            ["Event__Detail__referenceFullName"] = name,
            ["Event__Detail__oldCommitId"] = old ?? "",
            ["Event__Detail__commitId"] = @new ?? "",
        }));

    public Dictionary<string, string> Environment(Dictionary<string, string>? extra = null)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GitMirror__Endpoint"] = Server.EndpointTemplate,
            ["Replica__ReplicationRegions"] = string.Join(',', Regions),
        };
        if (IsNamed)
        {
            environment["GitMirror__Repositories__" + Name] = Replica;
        }

        foreach (var (name, value) in extra ?? [])
        {
            environment[name] = value;
        }

        return environment;
    }

    /// <summary>The refs of a repository as git itself reads them from disk.</summary>
    public async Task<string[]> RefsAsync(string region, string? repository = null)
    {
        var refs = await Git.RunAsync(
            Server.PathOf(region, repository ?? (region == Primary ? Name : Replica)), ["for-each-ref", "--format=%(objectname) %(refname)"]);
        return refs.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Every replica has exactly the source's refs, and every object behind them.</summary>
    public async Task AssertInStepAsync()
    {
        var source = await RefsAsync(Primary);
        foreach (var region in Regions)
        {
            Assert.That(await RefsAsync(region), Is.EqualTo(source), region);
            await Git.RunAsync(Server.PathOf(region, Replica), ["fsck", "--full", "--strict"]);
        }
    }

    public IReadOnlyList<GitRequest> Requests(GitOperation operation, string? region = null) =>
        [.. Server.Requests.Where(r => r.Operation == operation && (region is null || r.Region == region))];

    public async ValueTask DisposeAsync()
    {
        if (_ownsServer)
        {
            await Server.DisposeAsync();
        }

        _root.Delete(recursive: true);
    }

    private async Task BeginAsync(string format, bool push = true)
    {
        await Git.RunAsync(_root.FullName, ["init", "--quiet", "-b", "main", "--object-format=" + format, Work]);
        await CommitAsync("first");
        if (push)
        {
            await PushAsync("main");
        }
    }
}
