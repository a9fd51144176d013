using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>Which secrets to bring in step.</summary>
/// <param name="Names">Names or ARNs of the primary region; empty when <paramref name="All"/>.</param>
/// <param name="All">Every secret of the primary region that the filters let through.</param>
/// <param name="ByPerson">
/// A person gave the names: the filters do not apply, and a name that does not exist is a failure. An event's secret may be gone by now.
/// </param>
/// <param name="Region">The one replica region to write; null: what the command line says, or every one.</param>
internal sealed record SecretsRequest(ImmutableArray<string> Names, bool All = false, bool ByPerson = false, string? Region = null);

/// <summary>Take the replicas of a secret away, and keep them away.</summary>
/// <param name="Name">Name or ARN in the primary region.</param>
/// <param name="IsConfirmed">A person has said <c>--yes</c>.</param>
internal sealed record ReleaseRequest(string Name, bool IsConfirmed);

/// <summary>Make the replica in one region a secret of its own, and leave it alone.</summary>
/// <param name="Name">Name, or the primary's ARN.</param>
/// <param name="Region">The replica region.</param>
/// <param name="IsConfirmed">A person has said <c>--yes</c>.</param>
internal sealed record PromoteRequest(string Name, string Region, bool IsConfirmed);

/// <summary>Let a secret that was released or promoted be replicated again.</summary>
/// <param name="Name">Name or ARN in the primary region.</param>
internal sealed record ResumeRequest(string Name);
