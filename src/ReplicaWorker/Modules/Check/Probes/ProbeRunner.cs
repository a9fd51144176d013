using System.Collections.Immutable;
using ReplicaWorker.Hosting;
using static ReplicaWorker.Modules.Check.Observation;

namespace ReplicaWorker.Modules.Check.Probes;

/// <summary>Carries probes out, step by step, and leaves nothing behind, also when the run is stopped.</summary>
internal sealed class ProbeRunner(CheckRunner runner)
{
    /// <summary>How long taking an item away may take once the run is stopped: the host waits 8 seconds.</summary>
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(6);

    /// <summary>The rows of all probes, of one region one after the other, regions side by side.</summary>
    public async Task<ImmutableArray<CheckResult>> RunAsync(IEnumerable<Probe> probes, CancellationToken stopping)
    {
        var regions = await Task.WhenAll(probes.GroupBy(probe => probe.Region, StringComparer.Ordinal).Select(async region =>
        {
            var rows = new List<CheckResult>();
            foreach (var probe in region)
            {
                await RunAsync(probe, rows, stopping);
            }

            return rows;
        }));
        return [.. regions.SelectMany(rows => rows)];
    }

    /// <summary>The rows of what is not tried.</summary>
    public static IEnumerable<CheckResult> Untried(IEnumerable<Probe> probes, string why) =>
        from probe in probes
        from step in probe.Removal is { } removal ? probe.Steps.Add(removal) : probe.Steps
        where !step.IsOurs
        select CheckResult.Of(step.Check, Observation.Untried(why), TimeSpan.Zero);

    private async Task RunAsync(Probe probe, List<CheckResult> rows, CancellationToken stopping)
    {
        var (isStuck, mayStand) = (false, false);
        try
        {
            foreach (var step in probe.Steps)
            {
                if (isStuck)
                {
                    rows.Add(CheckResult.Of(step.Check, Observation.Untried("what it needs has failed"), TimeSpan.Zero));
                    continue;
                }

                mayStand |= step.IsNeeded;
                var row = await runner.TryAsync(step.Check, stopping);
                rows.Add(row);
                isStuck = step.IsNeeded && row.State is CheckState.Fails or CheckState.Untried;
                mayStand &= !(isStuck && row.State == CheckState.Untried) && !(isStuck && row.Meaning == ExitCode.Denied);
            }
        }
        finally
        {
            if (probe.Removal is { } removal)
            {
                await RemoveAsync(removal, mayStand, rows, stopping);
            }
        }
    }

    private async Task RemoveAsync(ProbeStep removal, bool mayStand, List<CheckResult> rows, CancellationToken stopping)
    {
        if (!mayStand)
        {
            rows.Add(CheckResult.Of(removal.Check, Observation.Untried("what it needs has failed"), TimeSpan.Zero));
            return;
        }

        using var last = new CancellationTokenSource();
        await using var onStop = stopping.Register(() => last.CancelAfter(LastMoment));
        rows.Add(await runner.TryAsync(removal.Check, last.Token));
    }
}
