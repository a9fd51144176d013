using System.Collections.Immutable;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Comparison;

/// <summary>One module's plan, computed and not applied: how each of its items stands in each replica region.</summary>
/// <remarks>Reads only. It writes no line of log for a difference or an item that cannot be read: both are in what it returns.</remarks>
internal interface IComparer
{
    ItemKind Kind { get; }

    /// <summary>Compares both sides afresh.</summary>
    /// <param name="scope">What to compare.</param>
    /// <param name="stopping">Signalled on SIGTERM, and when the run's time is up.</param>
    /// <returns>One comparison for each item and region of the scope; an item that could not be read is one too.</returns>
    /// <exception cref="Exception">Nothing of this kind could be compared at all.</exception>
    Task<ImmutableArray<PairComparison>> CompareAsync(ComparisonScope scope, CancellationToken stopping);

    /// <summary>Brings items in step in one region, as the module's verb does: it reads both sides afresh, plans, and applies.</summary>
    /// <param name="names">Items by name.</param>
    /// <param name="region">The one replica region that is written.</param>
    /// <param name="stopping">Signalled on SIGTERM, and when the run's time is up.</param>
    Task<Outcome> RepairAsync(ImmutableArray<string> names, string region, CancellationToken stopping);
}

/// <summary>What a comparer looks at.</summary>
/// <param name="Regions">Replica regions.</param>
/// <param name="Names">Items by name, for a second look; null: every item that the module's filters let through, and every orphan of ours.</param>
internal sealed record ComparisonScope(ImmutableArray<string> Regions, ImmutableArray<string>? Names = null);

/// <summary>What is compared; the names of the report's sections.</summary>
internal enum ItemKind
{
    Repository,
    Secret,
    Parameter,
    ConfigMap,
}
