using System.Collections.Immutable;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Modules.Drift.Findings;

/// <summary>From compared pairs to findings: each difference one, with severity, age and state.</summary>
internal static class FindingList
{
    /// <param name="pairs">After the second look.</param>
    /// <param name="seenOnce">Ids of differences that have been seen only once though they may pass.</param>
    /// <param name="options">Grace, and whether keys must be one's own.</param>
    /// <param name="now">When the pairs were read.</param>
    /// <param name="started">When the run began: since then a new finding is known.</param>
    public static ImmutableArray<Finding> Of(
        IEnumerable<PairComparison> pairs, ImmutableHashSet<string> seenOnce, DriftOptions options, DateTimeOffset now, DateTimeOffset started) =>
        Sorted(
            from pair in pairs
            from difference in pair.Differences
            let id = FindingId.Of(pair, difference)
            select new Finding(
                id,
                SeverityTable.Of(pair.Kind, difference.Kind, difference.Field.Length == 0).Severity,
                pair.Kind,
                pair.Item,
                pair.Region,
                difference)
            {
                Age = Differences.Age(difference, now),
                Since = started,
                Trend = Trend.New,
                State = Differences.IsInGrace(difference, now, options.Grace) || seenOnce.Contains(id) ? FindingState.InGrace : FindingState.Open,
            });

    /// <summary>Gravest first; then by kind, item, region and field, so that two runs over the same state write the same list.</summary>
    public static ImmutableArray<Finding> Sorted(IEnumerable<Finding> findings) =>
    [
        .. findings
            .OrderByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.Kind)
            .ThenBy(finding => finding.Item, StringComparer.Ordinal)
            .ThenBy(finding => finding.Region, StringComparer.Ordinal)
            .ThenBy(finding => finding.Difference.Field, StringComparer.Ordinal)
            .ThenBy(finding => finding.Difference.Kind),
    ];
}
