using System.Collections.Immutable;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>What must change in a replica so that its refs equal the source's. The same listings give the same plan, byte for byte.</summary>
/// <param name="Keeps">
/// Commits that nobody but the replica has, saved under another name before anything is overwritten. Taken first, in a push of their own.
/// </param>
/// <param name="Changes">In ordinal order of ref name.</param>
/// <param name="AfterDefaultMoved">
/// The deletion of the replica's default branch, with the creates that need its name: only after the default branch has moved away.
/// </param>
/// <param name="Held">Steps not taken until a human confirms.</param>
/// <param name="Unchanged">Refs that are equal on both sides.</param>
internal sealed record RefPlan(
    ImmutableArray<RefChange> Keeps,
    ImmutableArray<RefChange> Changes,
    ImmutableArray<RefChange> AfterDefaultMoved,
    ImmutableArray<HeldChange> Held,
    int Unchanged)
{
    public bool IsEmpty => Keeps.IsEmpty && Changes.IsEmpty && AfterDefaultMoved.IsEmpty;

    /// <summary>Every step in the order it is taken.</summary>
    public IEnumerable<RefChange> Steps => [.. Keeps, .. Changes, .. AfterDefaultMoved];
}
