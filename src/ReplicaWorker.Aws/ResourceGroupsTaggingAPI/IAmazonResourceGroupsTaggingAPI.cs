using Amazon.ResourceGroupsTaggingAPI.Model;
using Amazon.Runtime;

namespace Amazon.ResourceGroupsTaggingAPI;

/// <summary>The tagging operations that the worker calls, named as in the official package AWSSDK.ResourceGroupsTaggingAPI 4.</summary>
/// <remarks>Every call may throw an <see cref="AmazonResourceGroupsTaggingAPIException"/>; those of a kind that callers tell apart are named.</remarks>
public interface IAmazonResourceGroupsTaggingAPI : IAmazonService, IDisposable
{
    /// <summary>One page of up to 100 resources that are, or once were, tagged; the next as long as the token is not empty.</summary>
    /// <exception cref="PaginationTokenExpiredException">Begin again.</exception>
    Task<GetResourcesResponse> GetResourcesAsync(GetResourcesRequest request, CancellationToken cancellationToken = default);
}
