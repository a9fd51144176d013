using System.Collections.Immutable;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Drift.Findings;

/// <summary>What is read a second time before it counts, and what the second reading says.</summary>
internal static class SecondLook
{
    /// <summary>The pairs of which a difference may pass.</summary>
    public static ImmutableArray<PairComparison> Due(IEnumerable<PairComparison> pairs, DateTimeOffset now, TimeSpan grace) =>
        [.. pairs.Where(pair => pair.Differences.Any(difference => Differences.MayPass(difference, now, grace)))];

    /// <summary>The second reading takes the place of the first: what has gone is no finding, what cannot be read any more is unreadable.</summary>
    /// <param name="first">Every pair of the kind.</param>
    /// <param name="looked">Those that were read again.</param>
    /// <param name="second">What the comparer then said; a pair that it does not mention is gone on both sides.</param>
    public static ImmutableArray<PairComparison> Merge(
        ImmutableArray<PairComparison> first, ImmutableArray<PairComparison> looked, ImmutableArray<PairComparison> second)
    {
        var again = looked.Select(Key).ToHashSet();
        return [.. first.Where(pair => !again.Contains(Key(pair))), .. second.Where(pair => again.Contains(Key(pair)))];
    }

    /// <summary>Differences that only the second look has seen: they too must be seen twice before they count.</summary>
    public static ImmutableHashSet<string> SeenOnce(ImmutableArray<PairComparison> looked, ImmutableArray<PairComparison> merged, DateTimeOffset now, TimeSpan grace)
    {
        var before = looked.SelectMany(pair => pair.Differences.Select(difference => FindingId.Of(pair, difference))).ToHashSet(StringComparer.Ordinal);
        var again = looked.Select(Key).ToHashSet();
        var once =
            from pair in merged
            where again.Contains(Key(pair))
            from difference in pair.Differences
            where Differences.MayPass(difference, now, grace)
            let id = FindingId.Of(pair, difference)
            where !before.Contains(id)
            select id;
        return once.ToImmutableHashSet(StringComparer.Ordinal);
    }

    public static (ItemKind Kind, string Item, string Region) Key(PairComparison pair) => (pair.Kind, pair.Item, pair.Region);
}
