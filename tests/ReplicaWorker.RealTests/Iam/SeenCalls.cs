using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Aws;
using LocalCloud.Git;
using LocalCloud.Processes;
using ReplicaWorker.RealTests.Deploy;

namespace ReplicaWorker.RealTests.Iam;

/// <summary>Runs of the worker in which every module does everything that it can do, and what they asked AWS for.</summary>
/// <remarks>Names and regions are those of <see cref="DeployFiles.Values"/>: the repository RepoA with replicas RepoB, secrets and parameters named shop/….</remarks>
internal sealed class SeenCalls : IAsyncDisposable
{
    private const string Primary = "us-east-1";
    private const string West = "us-west-2";
    private const string Europe = "eu-west-1";

    private static readonly string Account = DeployFiles.Values["ACCOUNT_ID"];

    private readonly Cloud _cloud;
    private readonly AwsWire _developer;
    private readonly DirectoryInfo _work = Directory.CreateTempSubdirectory("seen-calls-");
    private readonly ConcurrentDictionary<PermissionRow, bool> _seen = new();
    private string _module = "";

    private SeenCalls(Cloud cloud)
    {
        _cloud = cloud;
        _developer = new(cloud);
        cloud.Aws.Observer = request =>
        {
            if (request.AccessKey == cloud.Options.Worker.Id)
            {
                foreach (var permission in CallPermissions.Of(request, Account))
                {
                    See(permission);
                }
            }
        };
    }

    public static async Task<SeenCalls> StartAsync() => new(await Cloud.StartAsync(new()
    {
        ReplicaRegions = [West, Europe],
        RulesDirectory = Path.Combine(SourceTree.Root, "artifacts", "no-rules"),   // no worker but the ones started here
        WorkerEnvironment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GitMirror__Repositories"] = DeployFiles.Values["REPOSITORIES"],
        },
    }));

    public async Task<IReadOnlyList<PermissionRow>> RunAsync()
    {
        await MirrorAsync();
        await SecretsAsync();
        await ParametersAsync();
        await FenceAsync();
        await AlertsAsync();
        await ConfigurationAsync();

        return [.. _seen.Keys];
    }

    public async ValueTask DisposeAsync()
    {
        _developer.Dispose();
        await _cloud.DisposeAsync();
        _work.Delete(recursive: true);
    }

    private async Task MirrorAsync()
    {
        var git = new GitClient(_work.FullName);
        await DoAsync("codecommit", "CreateRepository", new() { ["repositoryName"] = "RepoA", ["tags"] = new JsonObject { ["team"] = "payments" } });
        await git.RunAsync(_work.FullName, ["init", "--quiet", "-b", "main", "."]);
        await git.RunAsync(_work.FullName, ["commit", "--quiet", "--allow-empty", "-m", "first"]);
        await git.RunAsync(_work.FullName, ["push", "--quiet", _cloud.Git.PathOf(Primary, "RepoA"), "main", "main:next"]);

        await WorkAsync("mirror", ["mirror", "--all"]);

        await DoAsync("codecommit", "UpdateDefaultBranch", new() { ["repositoryName"] = "RepoA", ["defaultBranchName"] = "next" });
        await DoAsync("codecommit", "UpdateRepositoryDescription", new() { ["repositoryName"] = "RepoA", ["repositoryDescription"] = "new" });
        await WorkAsync("mirror", ["mirror", "RepoA", "--adopt"]);
    }

    private async Task SecretsAsync()
    {
        await DoAsync("secretsmanager", "CreateSecret", new() { ["Name"] = "shop/db", ["SecretString"] = LeakWatch.Mark, ["ClientRequestToken"] = new string('1', 32) });

        await WorkAsync("secrets", ["secrets", "--all"]);
        await WorkAsync("secrets", ["secrets", "shop/db"]);
        await WorkAsync("secrets", ["secrets", "release", "shop/db", "--yes"]);
        await WorkAsync("secrets", ["secrets", "resume", "shop/db"]);
        await WorkAsync("secrets", ["secrets", "shop/db"]);
        await WorkAsync("secrets", ["secrets", "promote", "shop/db", "--region", West, "--yes"]);
    }

    private async Task ParametersAsync()
    {
        await DoAsync("ssm", "PutParameter", new()
        {
            ["Name"] = "/shop/url", ["Type"] = "String", ["Value"] = "1", ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "team", ["Value"] = "payments" }),
        });
        await DoAsync("ssm", "LabelParameterVersion", new() { ["Name"] = "/shop/url", ["Labels"] = new JsonArray("blue") });
        await WorkAsync("parameters", ["parameters", "/shop/url", "--labels"]);

        await DoAsync("ssm", "RemoveTagsFromResource", new() { ["ResourceType"] = "Parameter", ["ResourceId"] = "/shop/url", ["TagKeys"] = new JsonArray("team") });
        await DoAsync("ssm", "AddTagsToResource", new()
        {
            ["ResourceType"] = "Parameter", ["ResourceId"] = "/shop/url", ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "owner", ["Value"] = "shop" }),
        });
        await DoAsync("ssm", "UnlabelParameterVersion", new() { ["Name"] = "/shop/url", ["ParameterVersion"] = 1, ["Labels"] = new JsonArray("blue") });
        await WorkAsync("parameters", ["parameters", "--all"]);
        await WorkAsync("parameters", ["parameters", "/shop/url", "--labels"]);

        await DoAsync("ssm", "DeleteParameters", new() { ["Names"] = new JsonArray("/shop/url") });
        await WorkAsync("parameters", ["parameters", "/shop/url"]);
    }

    private async Task FenceAsync()
    {
        await WorkAsync("fence", ["fence", "set", "--region", West]);
        await WorkAsync("fence", ["fence", "clear", "--region", West]);
    }

    private async Task AlertsAsync()
    {
        await WorkAsync("alert", ["handle", "--event", "-"], input: "{\"source\":\"nobody\"}", expected: 65);

        await WorkAsync("fence", ["fence", "set", "--region", West]);
        await WorkAsync("alert", ["secrets", "shop/db"], expected: 10);
        await WorkAsync("fence", ["fence", "clear", "--region", West]);
    }

    private async Task ConfigurationAsync()
    {
        const string path = "/shop/production";
        await DoAsync("ssm", "PutParameter", new() { ["Name"] = path + "/cross-region-config", ["Type"] = "String", ["Value"] = """{"syncEnabled":false}""" });
        await WorkAsync("configuration", ["mirror", "RepoA"], new(StringComparer.Ordinal) { ["Replica__ConfigurationPath"] = path });
    }

    private async Task WorkAsync(string module, string[] arguments, Dictionary<string, string>? environment = null, string? input = null, int expected = 0)
    {
        _module = module;
        _cloud.Git.ClearRequests();
        var run = await _cloud.RunWorkerAsync(arguments, environment, input);
        foreach (var request in _cloud.Git.Requests)
        {
            See(CallPermissions.Of(request, Account));
        }

        if (run.ExitCode != expected)
        {
            throw new InvalidOperationException($"{string.Join(' ', arguments)} exited with {run.ExitCode}, not {expected}: {run.Text()}");
        }
    }

    private async Task DoAsync(string service, string operation, JsonObject parameters) =>
        (await _developer.CallAsync(service, operation, parameters)).RequireSuccess();

    /// <summary>moto's account is not the one that the files are filled with.</summary>
    private void See(Permission permission) => _seen[new(
        "task", permission with { Resource = permission.Resource.Replace(_cloud.Options.Account, Account, StringComparison.Ordinal) }, _module)] = true;
}
