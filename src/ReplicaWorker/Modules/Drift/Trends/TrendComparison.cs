using System.Collections.Immutable;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Findings;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Modules.Drift.Trends;

/// <summary>Findings against those of the last report. Each of the last one's is persisting, resolved or unconfirmed, and only one of them.</summary>
internal static class TrendComparison
{
    /// <summary>This run's findings, each with its trend, the day on which it was seen first, and how often remediation has tried it.</summary>
    public static ImmutableArray<Finding> Known(ImmutableArray<Finding> findings, LastReport last)
    {
        if (last.Failure is not null)
        {
            return [.. findings.Select(finding => finding with { Trend = Trend.Unknown })];
        }

        var before = last.Findings.ToDictionary(finding => finding.Id, StringComparer.Ordinal);
        return
        [
            .. findings.Select(finding => before.GetValueOrDefault(finding.Id) is { } known
                ? finding with { Trend = Trend.Persisting, Since = known.Since, Attempts = known.Attempts }
                : finding),
        ];
    }

    /// <summary>Findings of the last report that this run does not have.</summary>
    /// <param name="findings">This run's.</param>
    /// <param name="last">The last report.</param>
    /// <param name="pairs">Every pair of this run, compared or not.</param>
    /// <param name="wholly">Kind and region of which every pair is in <paramref name="pairs"/>.</param>
    /// <returns>Resolved: the pair was compared, or is gone on both sides. Unconfirmed: it was unreadable, skipped, or out of this run's scope.</returns>
    public static (ImmutableArray<ResolvedFinding> Resolved, ImmutableArray<UnconfirmedFinding> Unconfirmed) Gone(
        ImmutableArray<Finding> findings, LastReport last, ImmutableArray<PairComparison> pairs, Func<ItemKind, string, bool> wholly)
    {
        var here = findings.Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        var unseen = pairs.Where(pair => pair.Unreadable is not null || pair.Skipped is not null).Select(SecondLook.Key).ToHashSet();
        var gone = last.Findings.Where(finding => !here.Contains(finding.Id)).ToLookup(
            finding => wholly(finding.Kind, finding.Region) && !unseen.Contains((finding.Kind, finding.Item, finding.Region)));

        return (
            [
                .. gone[true].Select(finding => new ResolvedFinding(
                    finding.Id, finding.Difference, finding.Kind, finding.Item, finding.Region, finding.Field, finding.Since)),
            ],
            [.. gone[false]]);
    }
}
