using System.Collections.Immutable;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Comparison;

namespace ReplicaWorker.Modules.Drift.Findings;

/// <summary>What was found of one kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="IsDemanded">Configuration or the command line says that there must be something of it.</param>
/// <param name="Pairs">Empty when its comparer could not begin.</param>
/// <param name="Failure">Why it could not.</param>
internal sealed record KindResult(ItemKind Kind, bool IsDemanded, ImmutableArray<PairComparison> Pairs, Failure? Failure = null);
