using LocalCloud.Aws;
using LocalCloud.Aws.ParameterStore;
using LocalCloud.Aws.SecretsManager;
using LocalCloud.Bus;
using LocalCloud.Git;
using LocalCloud.Processes;

namespace LocalCloud;

/// <summary>A cloud on one machine: AWS APIs, CodeCommit's git server, an event bus that starts the worker. All on 127.0.0.1, any free port.</summary>
/// <remarks>Processes it starts end with it, even when it is killed; only its temporary folder then stays.</remarks>
public sealed class Cloud : IAsyncDisposable
{
    private readonly CloudOptions _options;
    private readonly Moto _moto;
    private readonly AwsServices _services;
    private readonly DirectoryInfo _folder;

    private Cloud(
        CloudOptions options, Moto moto, GitServer git, EventBus bus, AwsServices services, AwsFront aws, DirectoryInfo folder)
    {
        _options = options;
        _moto = moto;
        _services = services;
        _folder = folder;
        Git = git;
        Bus = bus;
        Aws = aws;
    }

    /// <summary>For <c>AWS_ENDPOINT_URL</c>.</summary>
    public Uri AwsEndpoint => Aws.Endpoint;

    public AwsFront Aws { get; }

    /// <summary>What a test may set about Parameter Store.</summary>
    public StoredParameters Parameters => _services.Parameters;

    /// <summary>What a test may set about Secrets Manager.</summary>
    public SecretControls Secrets => _services.Secrets;

    public GitServer Git { get; }

    public EventBus Bus { get; }

    public CloudOptions Options => _options;

    /// <summary>How moto came by: for people who wonder.</summary>
    public string MotoOrigin => _moto.Origin;

    /// <exception cref="InvalidOperationException">moto cannot be started; the message says what was tried.</exception>
    /// <exception cref="InvalidDataException">A rule or the task definition cannot be read; the message names the file.</exception>
    public static async Task<Cloud> StartAsync(CloudOptions options, CancellationToken cancellation = default)
    {
        var placeholders = new Placeholders(PlaceholderValues(options));
        var rules = EventRule.Load(options.RulesDirectory, placeholders, options.PrimaryRegion, options.Account);
        var task = TaskDefinition.Load(options.TaskDefinitionFile, placeholders);

        var folder = Directory.CreateTempSubdirectory("local-cloud-");
        var starting = Moto.StartAsync(cancellation);
        try
        {
            var git = await GitServer.StartAsync(options.ConfigureGit(GitOptions(options, folder)), cancellation);
            try
            {
                return await StartAsync(options, rules, task, await starting, git, folder, cancellation);
            }
            catch
            {
                await git.DisposeAsync();
                throw;
            }
        }
        catch
        {
            folder.Delete(recursive: true);
            await (await starting).DisposeAsync();
            throw;
        }
    }

    /// <summary>What the AWS CLI, git's credential helper and every SDK need to sign as a developer.</summary>
    public IReadOnlyDictionary<string, string> DeveloperEnvironment() => Client(_options.Developer);

    /// <summary>What a worker is told by this cloud: endpoints, key and regions, and what the options add.</summary>
    public IReadOnlyDictionary<string, string> WorkerEnvironment(IReadOnlyDictionary<string, string>? extra = null)
    {
        var environment = new Dictionary<string, string>(Client(_options.Worker), StringComparer.Ordinal)
        {
            ["GitMirror__Endpoint"] = Git.EndpointTemplate,
            ["Replica__PrimaryRegion"] = _options.PrimaryRegion,
            ["Replica__ReplicationRegions"] = string.Join(',', _options.ReplicaRegions),
        };
        Lay(_options.WorkerEnvironment, environment);
        Lay(extra, environment);
        return environment;
    }

    /// <summary>Starts the worker and hands it over: to be waited for, or sent a signal.</summary>
    public async Task<WorkerProcess> StartWorkerAsync(
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? extraEnvironment = null,
        string? standardInput = null,
        CancellationToken cancellation = default) =>
        WorkerProcess.Start(
            _options.WorkerPath ?? await PublishedWorker.LocateAsync(cancellation),
            arguments, WorkerEnvironment(extraEnvironment), standardInput);

    /// <summary>Runs the worker to its end.</summary>
    public async Task<WorkerRun> RunWorkerAsync(
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? extraEnvironment = null,
        string? standardInput = null,
        CancellationToken cancellation = default)
    {
        await using var worker = await StartWorkerAsync(arguments, extraEnvironment, standardInput, cancellation);
        return await worker.Completion.WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Bus.DisposeAsync();
        await Aws.DisposeAsync();
        _services.Dispose();
        await Git.DisposeAsync();
        await _moto.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<Cloud> StartAsync(
        CloudOptions options, IReadOnlyList<EventRule> rules, TaskDefinition task,
        Moto moto, GitServer git, DirectoryInfo folder, CancellationToken cancellation)
    {
        Cloud? cloud = null;
        var bus = new EventBus(new()
        {
            Region = options.PrimaryRegion,
            Rules = rules,
            Task = task,
            Time = options.Time,
            Concurrency = options.Concurrency,
            Run = (launch, stopping) => cloud!.RunTaskAsync(launch, stopping),
        });

        var ids = new Ids("local cloud");
        var services = new AwsServices(options, moto.Endpoint, git, bus, ids);
        git.RefUpdated += services.CodeCommit.RefMovedAsync;

        var aws = await AwsFront.StartAsync(new(moto.Endpoint), ids, options.Time, services.All, cancellation);
        cloud = new(options, moto, git, bus, services, aws, folder);
        return cloud;
    }

    private static GitServerOptions GitOptions(CloudOptions options, DirectoryInfo folder) => new()
    {
        Directory = folder.FullName,
        Profile = options.Profile,
        AccessKeys = new[] { options.Developer, options.Worker }.ToDictionary(key => key.Id, key => key.Secret, StringComparer.Ordinal),
        Time = options.Time,
    };

    // The task definition first, then where this cloud stands, then the event.
    private async Task<WorkerRun> RunTaskAsync(TaskLaunch launch, CancellationToken stopping)
    {
        var environment = new Dictionary<string, string>(launch.Definition, StringComparer.Ordinal);
        Lay(WorkerEnvironment(), environment);
        Lay(launch.Overrides, environment);
        return await RunWorkerAsync(launch.Arguments, environment, cancellation: stopping);
    }

    private Dictionary<string, string> Client(AccessKey key) => new(StringComparer.Ordinal)
    {
        ["AWS_ENDPOINT_URL"] = AwsEndpoint.AbsoluteUri.TrimEnd('/'),
        ["AWS_ACCESS_KEY_ID"] = key.Id,
        ["AWS_SECRET_ACCESS_KEY"] = key.Secret,
        ["AWS_REGION"] = _options.PrimaryRegion,
        ["AWS_DEFAULT_REGION"] = _options.PrimaryRegion,
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    private static Dictionary<string, string> PlaceholderValues(CloudOptions options)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["STACK"] = options.Stack,
            ["ENVIRONMENT"] = "production",    // the worker's default: a run by hand and one by a rule are the same installation
            ["PARTITION"] = "aws",
            ["ACCOUNT_ID"] = options.Account,
            ["PRIMARY_REGION"] = options.PrimaryRegion,
            ["REPLICATION_REGIONS"] = string.Join(',', options.ReplicaRegions),
            ["CLUSTER"] = "local",
            ["SUBNETS"] = "subnet-local",
            ["SECURITY_GROUPS"] = "sg-local",
            ["ASSIGN_PUBLIC_IP"] = "DISABLED",
            ["CPU_ARCHITECTURE"] = "X86_64",
            ["LAUNCH_TYPE"] = "FARGATE",
            ["IMAGE"] = "replica-worker:local",
            ["REPOSITORIES"] = "",
            ["MIRROR_INCLUDE"] = "*",
            ["SECRETS_INCLUDE"] = "*",
            ["PARAMETERS_INCLUDE"] = "*",
            ["CONFIGURATION_PATH"] = "",
            ["RUN_TASK"] = "",
            ["KMS_KEYS"] = "",
            ["SECRETS_KMS_KEYS"] = "",
            ["PARAMETERS_KMS_KEYS"] = "",
            ["DAILY_SYNC_SCHEDULE"] = "cron(0 14 * * ? *)",
            ["ALERT_TOPIC_ARN"] = $"arn:aws:sns:{options.PrimaryRegion}:{options.Account}:{options.Stack}-alerts",
        };
        Lay(options.Placeholders, values);
        return values;
    }

    private static void Lay(IReadOnlyDictionary<string, string>? over, Dictionary<string, string> under)
    {
        foreach (var (name, value) in over ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            under[name] = value;
        }
    }
}
