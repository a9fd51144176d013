using Amazon.KeyManagementService.Model;
using Amazon.Runtime;

namespace Amazon.KeyManagementService;

/// <summary>The KMS operations that the worker calls, named as in the official package AWSSDK.KeyManagementService 4.</summary>
/// <remarks>Every call may throw an <see cref="AmazonKeyManagementServiceException"/>; those of a kind that callers tell apart are named.</remarks>
public interface IAmazonKeyManagementService : IAmazonService, IDisposable
{
    /// <exception cref="NotFoundException">There is no such key or alias in the region.</exception>
    Task<DescribeKeyResponse> DescribeKeyAsync(DescribeKeyRequest request, CancellationToken cancellationToken = default);
}
