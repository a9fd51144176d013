using Amazon.CodeCommit.Model;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.CodeCommit;

/// <inheritdoc cref="IAmazonCodeCommit"/>
public class AmazonCodeCommitClient(AWSCredentials? credentials, AmazonCodeCommitConfig config)
    : AwsJsonClient(credentials, config, "CodeCommit_20150413"), IAmazonCodeCommit
{
    private static readonly CodeCommitJson Json = CodeCommitJson.Default;

    public AmazonCodeCommitClient(AmazonCodeCommitConfig config)
        : this(null, config)
    {
    }

    public AmazonCodeCommitClient(RegionEndpoint region)
        : this(null, new AmazonCodeCommitConfig { RegionEndpoint = region })
    {
    }

    public static ClientConfig CreateDefaultClientConfig() => new AmazonCodeCommitConfig();

    public static IAmazonService CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonCodeCommitClient(awsCredentials, (AmazonCodeCommitConfig)clientConfig);

    public virtual Task<GetRepositoryResponse> GetRepositoryAsync(
        GetRepositoryRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.GetRepositoryRequest, Json.GetRepositoryResponse, cancellationToken);

    public virtual Task<ListRepositoriesResponse> ListRepositoriesAsync(
        ListRepositoriesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.ListRepositoriesRequest, Json.ListRepositoriesResponse, cancellationToken);

    public virtual Task<CreateRepositoryResponse> CreateRepositoryAsync(
        CreateRepositoryRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.CreateRepositoryRequest, Json.CreateRepositoryResponse, cancellationToken);

    public virtual Task<UpdateDefaultBranchResponse> UpdateDefaultBranchAsync(
        UpdateDefaultBranchRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.UpdateDefaultBranchRequest, Json.UpdateDefaultBranchResponse, cancellationToken);

    public virtual Task<DeleteBranchResponse> DeleteBranchAsync(
        DeleteBranchRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.DeleteBranchRequest, Json.DeleteBranchResponse, cancellationToken);

    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.ListTagsForResourceRequest, Json.ListTagsForResourceResponse, cancellationToken);

    public virtual Task<TagResourceResponse> TagResourceAsync(
        TagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.TagResourceRequest, Json.TagResourceResponse, cancellationToken);

    public virtual Task<UpdateRepositoryDescriptionResponse> UpdateRepositoryDescriptionAsync(
        UpdateRepositoryDescriptionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.UpdateRepositoryDescriptionRequest, Json.UpdateRepositoryDescriptionResponse, cancellationToken);

    private protected override AmazonServiceException Failure(AwsError error) => CodeCommitFailure.Of(error);
}
