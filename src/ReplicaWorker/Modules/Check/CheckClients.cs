using Amazon;
using Amazon.CodeCommit;
using Amazon.EventBridge;
using Amazon.KeyManagementService;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;

namespace ReplicaWorker.Modules.Check;

/// <summary>Clients that do not persist: a check wants to know how things are now.</summary>
internal sealed class CheckClients(AWSCredentials credentials) : IDisposable
{
    private readonly Regional<AmazonCodeCommitClient> _codeCommit = new(region => new(credentials, Hasty(new AmazonCodeCommitConfig(), region)));
    private readonly Regional<AmazonEventBridgeClient> _events = new(region => new(credentials, Hasty(new AmazonEventBridgeConfig(), region)));
    private readonly Regional<AmazonKeyManagementServiceClient> _keys = new(region => new(credentials, Hasty(new AmazonKeyManagementServiceConfig(), region)));
    private readonly Regional<AmazonSecretsManagerClient> _secrets = new(region => new(credentials, Hasty(new AmazonSecretsManagerConfig(), region)));
    private readonly Regional<AmazonSecurityTokenServiceClient> _tokens = new(region => new(credentials, Hasty(new AmazonSecurityTokenServiceConfig(), region)));
    private readonly Regional<AmazonSimpleSystemsManagementClient> _parameters = new(region => new(credentials, Hasty(new AmazonSimpleSystemsManagementConfig(), region)));
    private readonly Regional<AmazonResourceGroupsTaggingAPIClient> _tags = new(region => new(credentials, Hasty(new AmazonResourceGroupsTaggingAPIConfig(), region)));

    public AWSCredentials Credentials => credentials;

    public IAmazonCodeCommit CodeCommit(string region) => _codeCommit.In(region);

    public IAmazonEventBridge Events(string region) => _events.In(region);

    public IAmazonKeyManagementService Keys(string region) => _keys.In(region);

    public IAmazonSecretsManager Secrets(string region) => _secrets.In(region);

    public IAmazonSecurityTokenService Tokens(string region) => _tokens.In(region);

    public IAmazonSimpleSystemsManagement Parameters(string region) => _parameters.In(region);

    public IAmazonResourceGroupsTaggingAPI Tags(string region) => _tags.In(region);

    public void Dispose()
    {
        _codeCommit.Dispose();
        _events.Dispose();
        _keys.Dispose();
        _secrets.Dispose();
        _tokens.Dispose();
        _parameters.Dispose();
        _tags.Dispose();
    }

    /// <summary>One repetition: a single lost packet is no finding.</summary>
    public static T Hasty<T>(T config, string region)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.Timeout = TimeSpan.FromSeconds(5);
        config.MaxErrorRetry = 1;
        return config;
    }
}
