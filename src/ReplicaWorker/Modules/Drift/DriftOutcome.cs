using System.Collections.Immutable;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Drift.Findings;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Modules.Drift;

/// <summary>From a report to what the process says: changed is what was repaired, unchanged what is equal, failed what could not be compared.</summary>
internal static class DriftOutcome
{
    public static Outcome Of(DriftReport report, Survey survey, ImmutableArray<Failure> failures, DriftOptions options, string? place)
    {
        var regions = report.Regions.Aggregate(Outcome.Nothing.Regions, (all, region) => all.SetItem(region, new(
            Changed: report.Findings.Count(finding => finding.Region == region && finding.State == FindingState.Repaired),
            Unchanged: survey.Pairs.Count(pair => pair.Region == region && pair is { Unreadable: null, Skipped: null, Differences.IsEmpty: true }),
            Held: 0,
            Failed: survey.Pairs.Count(pair => pair.Region == region && pair.Unreadable is not null))));
        return new(regions, failures)
        {
            Drift = report.Open.Count() >= report.Threshold ? new(options.ExitCode, DriftAlert.Of(report, place)) : null,
        };
    }
}
