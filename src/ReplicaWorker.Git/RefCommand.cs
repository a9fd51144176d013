namespace ReplicaWorker.Git;

/// <summary>One ref update, carried out only if the ref still is at <paramref name="Old"/>: git's own compare-and-swap.</summary>
/// <param name="Name">Full ref name.</param>
/// <param name="Old">What the target must have now; the zero id for a create.</param>
/// <param name="New">What it is to have; the zero id for a delete.</param>
public sealed record RefCommand(string Name, ObjectId Old, ObjectId New);
