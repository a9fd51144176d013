using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace ReplicaWorker.Kubernetes;

/// <summary>No answer, 429, 5xx: tried again with back-off and jitter, or when the server says. Refusals never are.</summary>
internal sealed partial class KubernetesRetry(TimeProvider time, ILogger<KubernetesRetry> log)
{
    private const int Attempts = 4;

    /// <summary>Made when something has failed: most runs never need it.</summary>
    private readonly Lazy<ResiliencePipeline> _pipeline = new(() => Create(time, log));

    /// <exception cref="KubernetesException">The last failure.</exception>
    public async Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken stopping)
    {
        KubernetesException? first;
        try
        {
            return await work(stopping);
        }
        catch (KubernetesException failure) when (failure.IsTransient)
        {
            first = failure;
        }

        return await _pipeline.Value.ExecuteAsync(
            async attempt => Interlocked.Exchange(ref first, null) is { } failed ? throw failed : await work(attempt), stopping);
    }

    private static ResiliencePipeline Create(TimeProvider time, ILogger log) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<KubernetesException>(failure => failure.IsTransient),
                MaxRetryAttempts = Attempts,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(250),
                MaxDelay = TimeSpan.FromSeconds(10),

                // A server that says how long to wait is believed; the run's own limit ends a wait that is too long.
                DelayGenerator = failed => ValueTask.FromResult(
                    failed.Outcome.Exception is KubernetesException { RetryAfter: { } asked } && asked > TimeSpan.Zero ? asked : (TimeSpan?)null),
                OnRetry = failed =>
                {
                    TryingAgain(log, failed.Outcome.Exception!.Message, (long)failed.RetryDelay.TotalMilliseconds, failed.AttemptNumber + 1);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    [LoggerMessage(LogLevel.Warning, "{Failure}; trying again in {DelayMs} ms (attempt {Attempt})")]
    private static partial void TryingAgain(ILogger log, string failure, long delayMs, int attempt);
}
