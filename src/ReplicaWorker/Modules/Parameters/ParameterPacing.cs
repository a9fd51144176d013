using System.Collections.Concurrent;
using System.Collections.Frozen;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Keeps every operation in every region within what the service grants, and slows down where it grants less.</summary>
/// <remarks>Limits are an account's and region's, not a process's: somebody else may use them up, so throttling is normal and waited out.</remarks>
internal sealed partial class ParameterPacing(IOptions<ParametersOptions> options, TimeProvider time, ILogger<ParameterPacing> log)
{
    /// <summary>Times that one call is made again after the SDK's own attempts, each at half the pace: about two minutes in all.</summary>
    private const int MaxRepeats = 8;

    private static readonly FrozenSet<string> Throttling = FrozenSet.Create(
        StringComparer.Ordinal, "ThrottlingException", "Throttling", "ThrottledException", "RequestLimitExceeded", "TooManyRequestsException");

    private readonly ConcurrentDictionary<(PacedOperation Operation, string Region), OperationPace> _paces = new();

    /// <param name="operation">Which limit it counts against.</param>
    /// <param name="region">Where.</param>
    /// <param name="call">One request.</param>
    /// <param name="stopping">Ends waiting too.</param>
    /// <exception cref="AmazonServiceException">The service refused, or throttled too long.</exception>
    public async Task<T> RunAsync<T>(PacedOperation operation, string region, Func<CancellationToken, Task<T>> call, CancellationToken stopping)
    {
        var pace = _paces.GetOrAdd((operation, region), key => new(PerSecond(key.Operation), time));
        for (var repeat = 0; ; repeat++)
        {
            await pace.WaitAsync(stopping);
            try
            {
                var answer = await call(stopping);
                pace.Answered();
                return answer;
            }
            catch (AmazonServiceException refused) when (IsThrottling(refused) && repeat < MaxRepeats)
            {
                pace.Throttled();
                SlowsDown(operation, region, pace.Rate);
            }
        }
    }

    private int PerSecond(PacedOperation operation) => operation switch
    {
        PacedOperation.Read => options.Value.ReadsPerSecond,
        PacedOperation.Put => options.Value.PutsPerSecond,
        PacedOperation.Describe => options.Value.DescribesPerSecond,
        _ => options.Value.CallsPerSecond,
    };

    private static bool IsThrottling(AmazonServiceException refused) =>
        refused.Retryable?.Throttling == true
        || refused.StatusCode == System.Net.HttpStatusCode.TooManyRequests
        || Throttling.Contains(refused.ErrorCode ?? "");

    [LoggerMessage(LogLevel.Debug, "{Region} throttles {Operation}: {PerSecond:0.##} a second from now on")]
    private partial void SlowsDown(PacedOperation operation, string region, double perSecond);
}

/// <summary>What has a limit of its own.</summary>
internal enum PacedOperation
{
    /// <summary>GetParameter and GetParameters: one limit for both.</summary>
    Read,

    Put,
    Describe,
    History,
    Tags,
    Label,
    Delete,

    /// <summary>GetResources of the tagging API.</summary>
    FindTags,
}
