namespace ReplicaWorker.Git;

/// <summary>What to ask a source for. Two equal requests get the same pack, so they can share one.</summary>
/// <param name="Wants">Tips to be sent; at least one.</param>
/// <param name="Haves">Tips that the target has, most useful first. Those that the source does not know do no harm.</param>
/// <param name="Thin">Deltas may be against objects that the target has but that are not in the pack.</param>
/// <param name="OfsDelta">Deltas may name their base by its offset.</param>
public sealed record FetchRequest(IReadOnlyList<ObjectId> Wants, IReadOnlyList<ObjectId> Haves, bool Thin, bool OfsDelta)
{
    public bool Equals(FetchRequest? other) =>
        other is not null && Thin == other.Thin && OfsDelta == other.OfsDelta
        && Wants.SequenceEqual(other.Wants) && Haves.SequenceEqual(other.Haves);

    public override int GetHashCode() => HashCode.Combine(Thin, OfsDelta, Wants.Count, Haves.Count, Wants[0]);
}
