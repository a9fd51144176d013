using System.Collections.Immutable;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>Which repositories to mirror.</summary>
/// <param name="Repositories">Names in the primary region; empty when <paramref name="All"/>.</param>
/// <param name="All">Every repository of the primary region that the include and exclude globs let through.</param>
/// <param name="Adopt">Tag the replicas as ours, so that existing ones that nobody named in configuration may be written.</param>
/// <param name="Hint">What the event said of one ref; state is read afresh all the same.</param>
/// <param name="IsFiltered">The include and exclude globs apply: to events and to <paramref name="All"/>, not to names that a person gave.</param>
/// <param name="Region">The one replica region to write; null: what the command line says, or every one.</param>
internal sealed record MirrorRequest(
    ImmutableArray<string> Repositories, bool All = false, bool Adopt = false, RefHint? Hint = null, bool IsFiltered = true, string? Region = null);

/// <summary>A ref as an event names it. Ids may be stale or missing, and prove nothing but that the source once had them.</summary>
/// <param name="Name">Full name, such as <c>refs/heads/main</c>.</param>
/// <param name="OldCommitId">What the ref pointed at before; absent for a created ref.</param>
/// <param name="CommitId">What the ref points at now; absent for a deleted ref.</param>
internal sealed record RefHint(string Name, string? OldCommitId, string? CommitId);
