using Amazon.Runtime;
using Amazon.SimpleSystemsManagement.Model;
using ReplicaWorker.Aws.Core;

namespace Amazon.SimpleSystemsManagement;

/// <inheritdoc cref="IAmazonSimpleSystemsManagement"/>
public class AmazonSimpleSystemsManagementClient(AWSCredentials? credentials, AmazonSimpleSystemsManagementConfig config)
    : AwsJsonClient(credentials, config, "AmazonSSM"), IAmazonSimpleSystemsManagement
{
    private static readonly SsmJson Json = SsmJson.Default;

    public AmazonSimpleSystemsManagementClient(AmazonSimpleSystemsManagementConfig config)
        : this(null, config)
    {
    }

    public AmazonSimpleSystemsManagementClient(RegionEndpoint region)
        : this(null, new AmazonSimpleSystemsManagementConfig { RegionEndpoint = region })
    {
    }

    public static ClientConfig CreateDefaultClientConfig() => new AmazonSimpleSystemsManagementConfig();

    public static IAmazonService CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonSimpleSystemsManagementClient(awsCredentials, (AmazonSimpleSystemsManagementConfig)clientConfig);

    public virtual Task<GetParameterResponse> GetParameterAsync(
        GetParameterRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.GetParameterRequest, Json.GetParameterResponse, cancellationToken);

    public virtual Task<GetParametersResponse> GetParametersAsync(
        GetParametersRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.GetParametersRequest, Json.GetParametersResponse, cancellationToken);

    public virtual Task<GetParametersByPathResponse> GetParametersByPathAsync(
        GetParametersByPathRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.GetParametersByPathRequest, Json.GetParametersByPathResponse, cancellationToken);

    public virtual Task<DescribeParametersResponse> DescribeParametersAsync(
        DescribeParametersRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.DescribeParametersRequest, Json.DescribeParametersResponse, cancellationToken);

    public virtual Task<PutParameterResponse> PutParameterAsync(
        PutParameterRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.PutParameterRequest, Json.PutParameterResponse, cancellationToken, secret: request.Value);

    public virtual Task<DeleteParameterResponse> DeleteParameterAsync(
        DeleteParameterRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.DeleteParameterRequest, Json.DeleteParameterResponse, cancellationToken);

    public virtual Task<DeleteParametersResponse> DeleteParametersAsync(
        DeleteParametersRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.DeleteParametersRequest, Json.DeleteParametersResponse, cancellationToken);

    public virtual Task<AddTagsToResourceResponse> AddTagsToResourceAsync(
        AddTagsToResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.AddTagsToResourceRequest, Json.AddTagsToResourceResponse, cancellationToken);

    public virtual Task<RemoveTagsFromResourceResponse> RemoveTagsFromResourceAsync(
        RemoveTagsFromResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.RemoveTagsFromResourceRequest, Json.RemoveTagsFromResourceResponse, cancellationToken);

    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.ListTagsForResourceRequest, Json.ListTagsForResourceResponse, cancellationToken);

    public virtual Task<GetParameterHistoryResponse> GetParameterHistoryAsync(
        GetParameterHistoryRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.GetParameterHistoryRequest, Json.GetParameterHistoryResponse, cancellationToken);

    public virtual Task<LabelParameterVersionResponse> LabelParameterVersionAsync(
        LabelParameterVersionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.LabelParameterVersionRequest, Json.LabelParameterVersionResponse, cancellationToken);

    public virtual Task<UnlabelParameterVersionResponse> UnlabelParameterVersionAsync(
        UnlabelParameterVersionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.UnlabelParameterVersionRequest, Json.UnlabelParameterVersionResponse, cancellationToken);

    private protected override AmazonServiceException Failure(AwsError error) => SsmFailure.Of(error);
}
