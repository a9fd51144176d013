using System.Collections.Immutable;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Modules.Drift.Findings;

/// <summary>What of a run could not be compared, as failures of the run: an incomplete comparison is one.</summary>
internal static class DriftFailures
{
    /// <param name="kinds">Each with its comparer's failure.</param>
    /// <param name="pairs">After the last look.</param>
    /// <param name="counts">Of the kinds.</param>
    /// <param name="primaryRegion">Where what concerns no region is booked.</param>
    public static ImmutableArray<Failure> Of(
        IEnumerable<KindResult> kinds, IEnumerable<PairComparison> pairs, ImmutableArray<KindCounts> counts, string primaryRegion)
    {
        var failed = kinds.Select(kind => kind.Failure).OfType<Failure>().ToArray();
        var empty = counts.Where(kind => kind.Failure is not null && failed.All(one => one.Item != KindNames.Plural(kind.Kind)))
            .Select(kind => new Failure(primaryRegion, KindNames.Plural(kind.Kind), kind.Failure!, ExitCode.SomeFailed));
        ImmutableArray<Failure> all = [.. failed, .. empty, .. Unreadable(pairs)];

        return all.IsEmpty && counts.Sum(kind => kind.Compared) == 0
            ? [new(primaryRegion, ModuleNames.Drift, "nothing was compared: no item of any kind was found, which is never \"in sync\"", ExitCode.SomeFailed)]
            : all;
    }

    /// <summary>One for each reason and region: a region that does not answer is one failure, not thousands.</summary>
    private static IEnumerable<Failure> Unreadable(IEnumerable<PairComparison> pairs) =>
        pairs.Where(pair => pair.Unreadable is not null)
            .GroupBy(pair => (pair.Kind, Why: pair.Unreadable!), pair => pair.Item)
            .Select(alike => (alike.Key.Kind, alike.Key.Why, Items: alike.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray()))
            .OrderBy(alike => alike.Kind)
            .ThenBy(alike => alike.Why.Region, StringComparer.Ordinal)
            .ThenBy(alike => alike.Items[0], StringComparer.Ordinal)
            .Select(alike => new Failure(
                alike.Why.Region,
                alike.Items is [var only] ? only : $"{alike.Items.Length} {KindNames.Plural(alike.Kind)}, {alike.Items[0]} the first",
                alike.Why.Message,
                alike.Why.Meaning));
}
