using Amazon.CodeCommit.Model;
using Amazon.Runtime;

namespace Amazon.CodeCommit;

/// <summary>The CodeCommit operations that the worker calls, named as in the official package AWSSDK.CodeCommit 4.</summary>
/// <remarks>Every call may throw an <see cref="AmazonCodeCommitException"/>; those of a kind that callers tell apart are named.</remarks>
public interface IAmazonCodeCommit : IAmazonService, IDisposable
{
    /// <exception cref="RepositoryDoesNotExistException">There is none of this name in the region.</exception>
    Task<GetRepositoryResponse> GetRepositoryAsync(GetRepositoryRequest request, CancellationToken cancellationToken = default);

    /// <summary>One page, up to 1,000 repositories; the next by <see cref="ListRepositoriesResponse.NextToken"/>.</summary>
    Task<ListRepositoriesResponse> ListRepositoriesAsync(ListRepositoriesRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="RepositoryNameExistsException">Somebody was faster.</exception>
    Task<CreateRepositoryResponse> CreateRepositoryAsync(CreateRepositoryRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="BranchDoesNotExistException">The default can only be a branch that is there.</exception>
    Task<UpdateDefaultBranchResponse> UpdateDefaultBranchAsync(
        UpdateDefaultBranchRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deleting a branch that is not there succeeds, and answers without a branch.</summary>
    /// <exception cref="DefaultBranchCannotBeDeletedException">Move the default first.</exception>
    Task<DeleteBranchResponse> DeleteBranchAsync(DeleteBranchRequest request, CancellationToken cancellationToken = default);

    Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Adds tags, or overwrites their values; the others stay.</summary>
    Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default);

    Task<UpdateRepositoryDescriptionResponse> UpdateRepositoryDescriptionAsync(
        UpdateRepositoryDescriptionRequest request, CancellationToken cancellationToken = default);
}
