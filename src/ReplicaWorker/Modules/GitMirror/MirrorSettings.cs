using ReplicaWorker.Matching;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>What configuration, command line and request together say about one replica.</summary>
/// <param name="Refs">Which refs are mirrored.</param>
/// <param name="Diverged">What to do about commits that only the replica has.</param>
/// <param name="MaxDeletes">More deletions than this are held.</param>
/// <param name="AllowDeletes">A human's number instead.</param>
/// <param name="CreateMissing">Whether a missing repository is created.</param>
/// <param name="KmsKey">The key that a created repository is encrypted with; null for CodeCommit's own.</param>
/// <param name="Adopt">Tag the replica as ours.</param>
/// <param name="DryRun">Plan, and change nothing.</param>
internal sealed record MirrorSettings(
    GlobSet Refs, Diverged Diverged, int MaxDeletes, int? AllowDeletes, bool CreateMissing, string? KmsKey, bool Adopt, bool DryRun);
