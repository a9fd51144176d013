using Amazon.Runtime;
using Amazon.SimpleSystemsManagement.Model;

namespace Amazon.SimpleSystemsManagement;

/// <summary>The Parameter Store operations that the worker calls, named as in the official package AWSSDK.SimpleSystemsManagement 4.</summary>
/// <remarks>Every call may throw an <see cref="AmazonSimpleSystemsManagementException"/>; those of a kind that callers tell apart are named.</remarks>
public interface IAmazonSimpleSystemsManagement : IAmazonService, IDisposable
{
    /// <exception cref="ParameterNotFoundException">There is none of this name in the region.</exception>
    /// <exception cref="ParameterVersionNotFoundException">There is, but no such version or label.</exception>
    /// <exception cref="InvalidKeyIdException">The key is gone, disabled, or not for us.</exception>
    Task<GetParameterResponse> GetParameterAsync(GetParameterRequest request, CancellationToken cancellationToken = default);

    /// <summary>Up to 10 by name; those that are not there are in <see cref="GetParametersResponse.InvalidParameters"/>.</summary>
    Task<GetParametersResponse> GetParametersAsync(GetParametersRequest request, CancellationToken cancellationToken = default);

    /// <summary>One page of up to 10, below a path.</summary>
    Task<GetParametersByPathResponse> GetParametersByPathAsync(
        GetParametersByPathRequest request, CancellationToken cancellationToken = default);

    /// <summary>One page of up to 50: all of the parameters but their values.</summary>
    Task<DescribeParametersResponse> DescribeParametersAsync(
        DescribeParametersRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="ParameterAlreadyExistsException">It is there, and overwriting was not asked for.</exception>
    /// <exception cref="HierarchyTypeMismatchException">It is there with another type.</exception>
    /// <exception cref="ParameterMaxVersionLimitExceededException">The oldest of 100 versions bears a label.</exception>
    /// <exception cref="TooManyUpdatesException">Another write is under way.</exception>
    /// <exception cref="ParameterLimitExceededException">The region is full.</exception>
    Task<PutParameterResponse> PutParameterAsync(PutParameterRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="ParameterNotFoundException">There is none of this name in the region.</exception>
    Task<DeleteParameterResponse> DeleteParameterAsync(
        DeleteParameterRequest request, CancellationToken cancellationToken = default);

    /// <summary>Up to 10 by name; those that were not there are in <see cref="DeleteParametersResponse.InvalidParameters"/>.</summary>
    Task<DeleteParametersResponse> DeleteParametersAsync(
        DeleteParametersRequest request, CancellationToken cancellationToken = default);

    /// <summary>Adds tags, or overwrites their values; the others stay.</summary>
    /// <exception cref="InvalidResourceIdException">There is no such parameter.</exception>
    /// <exception cref="TooManyTagsErrorException">There would be more than 50.</exception>
    /// <exception cref="TooManyUpdatesException">Another write is under way.</exception>
    Task<AddTagsToResourceResponse> AddTagsToResourceAsync(
        AddTagsToResourceRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="InvalidResourceIdException">There is no such parameter.</exception>
    Task<RemoveTagsFromResourceResponse> RemoveTagsFromResourceAsync(
        RemoveTagsFromResourceRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="InvalidResourceIdException">There is no such parameter.</exception>
    Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request, CancellationToken cancellationToken = default);

    /// <summary>One page of up to 50 versions of one parameter, the only call that tells labels.</summary>
    /// <exception cref="ParameterNotFoundException">There is none of this name in the region.</exception>
    Task<GetParameterHistoryResponse> GetParameterHistoryAsync(
        GetParameterHistoryRequest request, CancellationToken cancellationToken = default);

    /// <exception cref="ParameterVersionLabelLimitExceededException">The version would bear more than 10.</exception>
    Task<LabelParameterVersionResponse> LabelParameterVersionAsync(
        LabelParameterVersionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Labels that the version does not bear are no error.</summary>
    Task<UnlabelParameterVersionResponse> UnlabelParameterVersionAsync(
        UnlabelParameterVersionRequest request, CancellationToken cancellationToken = default);
}
