using System.Collections.Immutable;

namespace ReplicaWorker.Git.Packs;

/// <summary>What went through a relay.</summary>
/// <param name="Bytes">Length of the pack, its checksum included.</param>
/// <param name="Objects">How many objects it held.</param>
/// <param name="Progress">The last lines the source wrote for people.</param>
public sealed record PackSummary(long Bytes, long Objects, ImmutableArray<string> Progress);
