using Amazon.Runtime;
using Amazon.SecretsManager.Model;
using ReplicaWorker.Aws.Core;

namespace Amazon.SecretsManager;

/// <inheritdoc cref="IAmazonSecretsManager"/>
public class AmazonSecretsManagerClient(AWSCredentials? credentials, AmazonSecretsManagerConfig config)
    : AwsJsonClient(credentials, config, "secretsmanager"), IAmazonSecretsManager
{
    private static readonly SecretsManagerJson Json = SecretsManagerJson.Default;

    public AmazonSecretsManagerClient(AmazonSecretsManagerConfig config)
        : this(null, config)
    {
    }

    public AmazonSecretsManagerClient(RegionEndpoint region)
        : this(null, new AmazonSecretsManagerConfig { RegionEndpoint = region })
    {
    }

    public static ClientConfig CreateDefaultClientConfig() => new AmazonSecretsManagerConfig();

    public static IAmazonService CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonSecretsManagerClient(awsCredentials, (AmazonSecretsManagerConfig)clientConfig);

    public virtual Task<CreateSecretResponse> CreateSecretAsync(
        CreateSecretRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.CreateSecretRequest, Json.CreateSecretResponse, cancellationToken, secret: request?.SecretString);

    public virtual Task<DeleteSecretResponse> DeleteSecretAsync(
        DeleteSecretRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.DeleteSecretRequest, Json.DeleteSecretResponse, cancellationToken);

    public virtual Task<DescribeSecretResponse> DescribeSecretAsync(
        DescribeSecretRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.DescribeSecretRequest, Json.DescribeSecretResponse, cancellationToken);

    public virtual Task<ListSecretsResponse> ListSecretsAsync(
        ListSecretsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.ListSecretsRequest, Json.ListSecretsResponse, cancellationToken);

    public virtual Task<ReplicateSecretToRegionsResponse> ReplicateSecretToRegionsAsync(
        ReplicateSecretToRegionsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.ReplicateSecretToRegionsRequest, Json.ReplicateSecretToRegionsResponse, cancellationToken);

    public virtual Task<RemoveRegionsFromReplicationResponse> RemoveRegionsFromReplicationAsync(
        RemoveRegionsFromReplicationRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.RemoveRegionsFromReplicationRequest, Json.RemoveRegionsFromReplicationResponse, cancellationToken);

    public virtual Task<StopReplicationToReplicaResponse> StopReplicationToReplicaAsync(
        StopReplicationToReplicaRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.StopReplicationToReplicaRequest, Json.StopReplicationToReplicaResponse, cancellationToken);

    public virtual Task<TagResourceResponse> TagResourceAsync(
        TagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.TagResourceRequest, Json.TagResourceResponse, cancellationToken);

    public virtual Task<UntagResourceResponse> UntagResourceAsync(
        UntagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.UntagResourceRequest, Json.UntagResourceResponse, cancellationToken);

    public virtual Task<GetSecretValueResponse> GetSecretValueAsync(
        GetSecretValueRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.GetSecretValueRequest, Json.GetSecretValueResponse, cancellationToken);

    public virtual Task<BatchGetSecretValueResponse> BatchGetSecretValueAsync(
        BatchGetSecretValueRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.BatchGetSecretValueRequest, Json.BatchGetSecretValueResponse, cancellationToken);

    private protected override AmazonServiceException Failure(AwsError error) => SecretsManagerFailure.Of(error);
}
