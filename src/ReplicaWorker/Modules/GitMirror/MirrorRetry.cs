using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using ReplicaWorker.Git;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>Cut streams, 408, 429, 5xx, name resolution: tried again with back-off, jitter and a fresh look. Refusals never are.</summary>
internal sealed partial class MirrorRetry(TimeProvider time, ILogger<MirrorRetry> log)
{
    private const int Attempts = 8;

    /// <summary>Made when something has failed: most runs never need it, and it takes a tenth of a small run to make.</summary>
    private readonly Lazy<ResiliencePipeline> _pipeline = new(() => Create(time, log));

    /// <summary>Does the work, again and again while it fails in a way that may pass.</summary>
    /// <exception cref="GitException">The last failure.</exception>
    public async Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken stopping)
    {
        GitException? first;
        try
        {
            return await work(stopping);
        }
        catch (GitException failure) when (failure.IsTransient)
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
                ShouldHandle = new PredicateBuilder().Handle<GitException>(failure => failure.IsTransient),
                MaxRetryAttempts = Attempts,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(400),
                MaxDelay = TimeSpan.FromSeconds(30),

                // A server that says how long to wait is believed; the run's own limit ends a wait that is too long.
                DelayGenerator = failed => ValueTask.FromResult(
                    failed.Outcome.Exception is GitException { RetryAfter: { } asked } && asked > TimeSpan.Zero ? asked : (TimeSpan?)null),
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
