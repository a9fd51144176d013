using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Modules.Drift.Findings;

/// <summary>How many pairs of a kind were compared, and whether that may be called a comparison.</summary>
internal static class KindTally
{
    /// <param name="kind">The kind.</param>
    /// <param name="pairs">All of it.</param>
    /// <param name="isDemanded">Configuration or the command line says that it must be compared.</param>
    /// <param name="failure">Why its comparer could not even begin, when that is so.</param>
    public static KindCounts Of(ItemKind kind, IReadOnlyCollection<PairComparison> pairs, bool isDemanded, string? failure)
    {
        var unreadable = pairs.Count(pair => pair.Unreadable is not null);
        var skipped = pairs.Count(pair => pair.Unreadable is null && pair.Skipped is not null);
        var compared = pairs.Count - unreadable - skipped;
        var different = pairs.Count(pair => pair is { Unreadable: null, Skipped: null, Differences.IsEmpty: false });
        return new(kind, compared, compared - different, different, unreadable, skipped)
        {
            Failure = failure ?? (isDemanded && pairs.Count == 0 ? "nothing of this kind was found to compare, though it is to be compared" : null),
        };
    }

    /// <summary>Nothing compared is never "in sync", and a kind that was to be compared and was not is an error whatever the others say.</summary>
    public static Verdict Verdict(IReadOnlyCollection<KindCounts> kinds, int open, int threshold) =>
        kinds.Sum(kind => kind.Compared) == 0 || kinds.Any(kind => kind.Failure is not null) ? Reports.Verdict.Error
        : open >= threshold ? Reports.Verdict.Drift
        : kinds.Any(kind => kind.Unreadable > 0) ? Reports.Verdict.Incomplete
        : Reports.Verdict.InSync;
}
