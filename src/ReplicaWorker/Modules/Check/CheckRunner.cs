using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Check;

/// <summary>Tries checks: several at a time in each region, each within its time, and no region waits for another.</summary>
internal sealed class CheckRunner(IOptions<CheckOptions> options, TimeProvider time)
{
    /// <summary>The result of every check, in the order given.</summary>
    /// <param name="checks">What to try.</param>
    /// <param name="stopping">Ends them all.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public async Task<ImmutableArray<CheckResult>> RunAsync(ImmutableArray<CheckItem> checks, CancellationToken stopping)
    {
        var results = new ConcurrentDictionary<CheckItem, CheckResult>(ReferenceEqualityComparer.Instance);
        await Task.WhenAll(checks.GroupBy(check => check.Region, StringComparer.Ordinal).Select(region => Parallel.ForEachAsync(
            region,
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallelism, CancellationToken = stopping },
            async (check, token) => results[check] = await TryAsync(check, token))));
        return [.. checks.Select(check => results[check])];
    }

    /// <summary>Tries one, within the configured time.</summary>
    public Task<CheckResult> TryAsync(CheckItem check, CancellationToken stopping) => TryAsync(check, options.Value.Timeout, stopping);

    /// <param name="check">What to try.</param>
    /// <param name="limit">For all of it.</param>
    /// <param name="stopping">Ends it.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public async Task<CheckResult> TryAsync(CheckItem check, TimeSpan limit, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, timer.Token);
        try
        {
            // Not every library heeds a token while it looks for credentials or names.
            var seen = await Task.Run(() => check.TryAsync(either.Token), either.Token).WaitAsync(either.Token);
            return CheckResult.Of(check, seen, time.GetElapsedTime(started));
        }
        catch (OperationCanceledException late) when (!stopping.IsCancellationRequested)
        {
            // Also when it waited for an answer that another check had asked for, and that one's time was up a moment before.
            return Verdict.Of(check, new TimeoutException($"no answer within {limit.TotalSeconds:0} seconds", late), time.GetElapsedTime(started));
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested && Meaning.Of(failure) != ExitCode.Bug)
        {
            return Verdict.Of(check, failure, time.GetElapsedTime(started));
        }
    }
}
