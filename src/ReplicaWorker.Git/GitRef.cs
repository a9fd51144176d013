namespace ReplicaWorker.Git;

/// <summary>A ref and what it points at. Annotated tags point at the tag object, not at the commit.</summary>
public readonly record struct GitRef(string Name, ObjectId Id);
