using Amazon.Runtime;
using Amazon.SecretsManager.Model;

namespace Amazon.SecretsManager;

/// <summary>The Secrets Manager operations that the worker calls, named as in the official package AWSSDK.SecretsManager 4.</summary>
/// <remarks>Every call may throw an <see cref="AmazonSecretsManagerException"/>; those of a kind that callers tell apart are named.</remarks>
public interface IAmazonSecretsManager : IAmazonService, IDisposable
{
    /// <summary>Send a <see cref="CreateSecretRequest.ClientRequestToken"/>: the service wants one, and it becomes the version's id.</summary>
    /// <exception cref="ResourceExistsException">There is a secret of that name.</exception>
    /// <exception cref="InvalidRequestException">A secret of that name awaits deletion.</exception>
    Task<CreateSecretResponse> CreateSecretAsync(CreateSecretRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="InvalidRequestException">It has replicas.</exception>
    /// <exception cref="ResourceNotFoundException">There is no such secret.</exception>
    Task<DeleteSecretResponse> DeleteSecretAsync(DeleteSecretRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="ResourceNotFoundException">There is none of this name in the region.</exception>
    Task<DescribeSecretResponse> DescribeSecretAsync(DescribeSecretRequest request, CancellationToken cancellationToken = default);

    /// <summary>One page of up to 100.</summary>
    /// <exception cref="InvalidNextTokenException">Begin again.</exception>
    Task<ListSecretsResponse> ListSecretsAsync(ListSecretsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Returns at once; replication goes on, and may fail, afterwards.</summary>
    /// <exception cref="ResourceNotFoundException">There is none of this name in the region.</exception>
    /// <exception cref="InvalidParameterException">The secret is itself a replica, or the region is the secret's own.</exception>
    /// <exception cref="InvalidRequestException">The secret awaits deletion.</exception>
    Task<ReplicateSecretToRegionsResponse> ReplicateSecretToRegionsAsync(
        ReplicateSecretToRegionsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes the replicas of these regions at once.</summary>
    /// <exception cref="InvalidParameterException">The secret is itself a replica.</exception>
    Task<RemoveRegionsFromReplicationResponse> RemoveRegionsFromReplicationAsync(
        RemoveRegionsFromReplicationRequest request, CancellationToken cancellationToken = default);

    /// <summary>Called in the replica's region: makes the replica a secret of its own.</summary>
    /// <exception cref="InvalidParameterException">The secret is no replica.</exception>
    Task<StopReplicationToReplicaResponse> StopReplicationToReplicaAsync(
        StopReplicationToReplicaRequest request, CancellationToken cancellationToken = default);

    /// <summary>Adds tags, or overwrites their values; the others stay.</summary>
    /// <exception cref="InvalidRequestException">The secret awaits deletion.</exception>
    Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Tags that are not there are no error.</summary>
    Task<UntagResourceResponse> UntagResourceAsync(UntagResourceRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="ResourceNotFoundException">There is no such secret, or it has no value at that stage.</exception>
    /// <exception cref="DecryptionFailureException">The key is gone, disabled, or not for us.</exception>
    Task<GetSecretValueResponse> GetSecretValueAsync(GetSecretValueRequest request, CancellationToken cancellationToken = default);

    /// <summary>Up to 20; those that cannot be read are in <see cref="BatchGetSecretValueResponse.Errors"/>.</summary>
    Task<BatchGetSecretValueResponse> BatchGetSecretValueAsync(
        BatchGetSecretValueRequest request, CancellationToken cancellationToken = default);
}
