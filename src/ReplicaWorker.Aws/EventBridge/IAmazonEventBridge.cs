using Amazon.EventBridge.Model;
using Amazon.Runtime;

namespace Amazon.EventBridge;

/// <summary>The EventBridge operations that the worker calls, named as in the official package AWSSDK.EventBridge 4.</summary>
/// <remarks>Every call may throw an <see cref="AmazonEventBridgeException"/>; those of a kind that callers tell apart are named.</remarks>
public interface IAmazonEventBridge : IAmazonService, IDisposable
{
    /// <exception cref="ResourceNotFoundException">There is no such bus in the region.</exception>
    Task<DescribeEventBusResponse> DescribeEventBusAsync(DescribeEventBusRequest request, CancellationToken cancellationToken = default);

    /// <summary>Up to 10 events. Look at <see cref="PutEventsResponse.FailedEntryCount"/>: a success may have taken none.</summary>
    Task<PutEventsResponse> PutEventsAsync(PutEventsRequest request, CancellationToken cancellationToken = default);
}
