using Amazon;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Secrets Manager in every region: what a secret is, and where it stands. Only <see cref="ValuesAsync"/> reads values, and nothing writes one.</summary>
/// <remarks>Calls throw what the SDK throws, after its own retries. Only "the service says there is none" is null.</remarks>
internal sealed class SecretStore(AWSCredentials credentials) : IDisposable
{
    /// <summary>Values in one call, at most.</summary>
    public const int BatchSize = 20;

    /// <summary>The most that the service gives.</summary>
    private const int PageSize = 100;

    private readonly Regional<AmazonSecretsManagerClient> _clients = new(name => new(
        credentials,
        new AmazonSecretsManagerConfig
        {
            RegionEndpoint = RegionEndpoint.GetBySystemName(name),
            Timeout = TimeSpan.FromSeconds(15),
        }));

    /// <summary>One secret, or null when the service says that there is none. One that awaits deletion is found.</summary>
    /// <param name="region">Where.</param>
    /// <param name="id">Name or ARN.</param>
    /// <param name="stopping">Signalled when the run ends.</param>
    public async Task<SecretState?> FindAsync(string region, string id, CancellationToken stopping)
    {
        try
        {
            return SecretReading.Read(await In(region).DescribeSecretAsync(new() { SecretId = id }, stopping), region);
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Every secret of a region, page by page, 100 a call.</summary>
    /// <param name="region">Where.</param>
    /// <param name="withPlannedDeletion">Also those that await deletion: their names are taken.</param>
    /// <param name="stopping">Signalled when the run ends.</param>
    public async Task<IReadOnlyList<SecretState>> ListAsync(string region, bool withPlannedDeletion, CancellationToken stopping)
    {
        var secrets = new List<SecretState>();
        string? next = null;
        do
        {
            var page = await In(region).ListSecretsAsync(
                new() { MaxResults = PageSize, IncludePlannedDeletion = withPlannedDeletion ? true : null, NextToken = next }, stopping);
            secrets.AddRange((page.SecretList ?? []).Select(entry => SecretReading.Read(entry, region)));
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));

        return secrets;
    }

    /// <summary>The current values of up to <see cref="BatchSize"/> secrets. Those that cannot be read are among the errors of the answer.</summary>
    public Task<BatchGetSecretValueResponse> ValuesAsync(string region, IEnumerable<string> ids, CancellationToken stopping) =>
        In(region).BatchGetSecretValueAsync(new() { SecretIdList = [.. ids] }, stopping);

    /// <summary>The current value of one secret.</summary>
    public Task<GetSecretValueResponse> ValueAsync(string region, string id, CancellationToken stopping) =>
        In(region).GetSecretValueAsync(new() { SecretId = id }, stopping);

    /// <summary>Asks for a replica. The answer says that AWS has understood, not that it will succeed.</summary>
    public Task ReplicateAsync(string region, string arn, SecretStep.Replicate step, CancellationToken stopping) =>
        In(region).ReplicateSecretToRegionsAsync(
            new()
            {
                SecretId = arn,
                AddReplicaRegions = [new() { Region = step.Region, KmsKeyId = step.KmsKeyId }],
                ForceOverwriteReplicaSecret = step.Overwrite ? true : null,
            },
            stopping);

    /// <summary>Deletes the replica in another region, at once.</summary>
    public Task RemoveAsync(string region, string arn, string replicaRegion, CancellationToken stopping) =>
        In(region).RemoveRegionsFromReplicationAsync(new() { SecretId = arn, RemoveReplicaRegions = [replicaRegion] }, stopping);

    /// <summary>Makes a replica a secret of its own; called where the replica stands.</summary>
    public Task StopReplicationAsync(string replicaRegion, string arn, CancellationToken stopping) =>
        In(replicaRegion).StopReplicationToReplicaAsync(new() { SecretId = arn }, stopping);

    public Task TagAsync(string region, string arn, string key, string value, CancellationToken stopping) =>
        In(region).TagResourceAsync(new() { SecretId = arn, Tags = [new() { Key = key, Value = value }] }, stopping);

    public Task UntagAsync(string region, string arn, string key, CancellationToken stopping) =>
        In(region).UntagResourceAsync(new() { SecretId = arn, TagKeys = [key] }, stopping);

    public void Dispose() => _clients.Dispose();

    private IAmazonSecretsManager In(string region) => _clients.In(region);
}
