using LocalCloud.Aws.CodeCommit;
using LocalCloud.Aws.ParameterStore;
using LocalCloud.Aws.SecretsManager;
using LocalCloud.Aws.Tagging;
using LocalCloud.Bus;
using LocalCloud.Git;

namespace LocalCloud.Aws;

/// <summary>The services that answer before moto does, and what a test may set about them.</summary>
internal sealed class AwsServices : IDisposable
{
    private readonly MotoClient _moto;
    private readonly SecretsManagerService _secrets;

    public AwsServices(CloudOptions options, Uri moto, GitServer git, EventBus bus, Ids ids)
    {
        _moto = new(moto);
        var (time, account) = (options.Time, options.Account);
        var callers = new CallerIdentities(account, options.Worker.Id, options.Stack + "-task");
        var trail = new CloudTrail(bus, callers, ids, time, account);
        var keys = new KmsKeys(_moto);
        CodeCommit = new(new(git, ids, time, account), new(bus, trail, ids, time, account), options.CodeCommitPageSize);
        Secrets = new();
        _secrets = new(_moto, keys, new(bus, trail, ids, time, account), Secrets, ids, time);
        Parameters = new(options.PrimaryRegion, time, account);
        All =
        [
            CodeCommit,
            new EventBridgeService(bus, ids, time, account),
            keys,
            new ParameterStoreService(Parameters, new(bus, trail, Parameters, ids, account), callers, keys),
            _secrets,
            new TaggingService(Parameters, _moto),
            new TrailService(_moto),
        ];
    }

    public IReadOnlyList<IAwsService> All { get; }

    public CodeCommitService CodeCommit { get; }

    public StoredParameters Parameters { get; }

    public SecretControls Secrets { get; }

    public void Dispose()
    {
        _secrets.Dispose();
        _moto.Dispose();
    }
}
