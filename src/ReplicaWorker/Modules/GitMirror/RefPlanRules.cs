using ReplicaWorker.Git;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>What a plan may do.</summary>
/// <param name="IsKnown">Whether the source has, or has ever had, an object: then nothing is lost when the replica lets go of it.</param>
/// <param name="Diverged">What to do about a replica tip that the source has never seen.</param>
/// <param name="MaxDeletes">More deletions than this are held, all of them.</param>
/// <param name="AllowDeletes">A human's number, instead of <paramref name="MaxDeletes"/>; the only way to empty a replica.</param>
/// <param name="SourceIsEmpty">The source has no ref at all, filtered or not.</param>
/// <param name="SourceDefault">Full name of the source's default branch, when it is known.</param>
/// <param name="ReplicaDefault">Full name of the replica's default branch, when it is known.</param>
internal sealed record RefPlanRules(
    Func<ObjectId, bool> IsKnown,
    Diverged Diverged = Diverged.Keep,
    int MaxDeletes = 100,
    int? AllowDeletes = null,
    bool SourceIsEmpty = false,
    string? SourceDefault = null,
    string? ReplicaDefault = null);
