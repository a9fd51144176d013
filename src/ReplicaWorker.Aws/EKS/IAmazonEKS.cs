using Amazon.EKS.Model;
using Amazon.Runtime;

namespace Amazon.EKS;

/// <summary>The EKS operations that the worker calls, named as in the official package AWSSDK.EKS 4.</summary>
/// <remarks>Every call may throw an <see cref="AmazonEKSException"/>; those of a kind that callers tell apart are named.</remarks>
public interface IAmazonEKS : IAmazonService, IDisposable
{
    /// <summary>Where a cluster's API server is and whom it trusts: both are there once the cluster is active.</summary>
    /// <exception cref="ResourceNotFoundException">There is no such cluster in the region.</exception>
    Task<DescribeClusterResponse> DescribeClusterAsync(DescribeClusterRequest request, CancellationToken cancellationToken = default);
}
