using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Comparison;

/// <summary>The comparisons of one kind as they come in; a later one of a pair takes the place of an earlier one.</summary>
internal sealed class PairTable(ItemKind kind, ImmutableArray<string> regions)
{
    private readonly Dictionary<(string Item, string Region), PairComparison> _pairs = [];

    public void Set(PairComparison pair) => _pairs[(pair.Item, pair.Region)] = pair;

    public void Equal(string item, string region) => Set(new(kind, item, region));

    /// <summary>In every region.</summary>
    public void Skip(string item, string reason)
    {
        foreach (var region in regions)
        {
            Set(new(kind, item, region) { Skipped = reason });
        }
    }

    /// <summary>In every region: its source could not be read.</summary>
    public void Unread(string item, Unreadable unreadable)
    {
        foreach (var region in regions)
        {
            Set(new(kind, item, region) { Unreadable = unreadable });
        }
    }

    /// <summary>All of these, where the region's state says it all.</summary>
    public void SetRegion(string region, RegionState state, IEnumerable<string> items)
    {
        foreach (var item in items)
        {
            if (state.Of(kind, item, region) is { } pair)
            {
                Set(pair);
            }
        }
    }

    public ImmutableArray<PairComparison> InOrder() =>
        [.. _pairs.Values.OrderBy(pair => pair.Item, StringComparer.Ordinal).ThenBy(pair => pair.Region, StringComparer.Ordinal)];
}
