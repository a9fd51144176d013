using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Fence;

namespace ReplicaWorker.Modules.Comparison;

/// <summary>Why a whole region is not compared; both null: it is.</summary>
/// <param name="Skipped">It has been failed over to: its items are no copies now.</param>
/// <param name="Unreadable">It, or its fence, cannot be read.</param>
internal sealed record RegionState(string? Skipped = null, Unreadable? Unreadable = null)
{
    /// <summary>Asks for the region's fence. One that cannot be read is no open gate, and says nothing about drift either.</summary>
    public static async Task<RegionState> OfAsync(Fences fences, string region, CancellationToken stopping)
    {
        try
        {
            return await fences.IsFencedAsync(region, stopping)
                ? new(Skipped: $"{region} is fenced ({fences.Name}): it has been failed over to; \"fence clear --region {region}\" opens it")
                : new();
        }
        catch (Exception unable) when (unable is not OperationCanceledException && Meaning.Of(unable) != ExitCode.Bug)
        {
            return new(Unreadable: Unreadable.Of(region, unable, "whether it is fenced: "));
        }
    }

    /// <summary>The comparison of an item there, when the region's state says it all; null when the item must be looked at.</summary>
    public PairComparison? Of(ItemKind kind, string item, string region) =>
        Skipped is null && Unreadable is null ? null : new(kind, item, region) { Skipped = Skipped, Unreadable = Unreadable };
}
