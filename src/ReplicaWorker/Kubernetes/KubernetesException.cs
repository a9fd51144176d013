using System.Collections.Immutable;

namespace ReplicaWorker.Kubernetes;

/// <summary>A cluster said no, or nothing. The message is one line for people, and never quotes a value that was sent.</summary>
#pragma warning disable CA1032 // The standard constructors would allow a failure without a kind.
internal sealed class KubernetesException(KubernetesFailure kind, string message, Exception? cause = null) : Exception(message, cause)
#pragma warning restore CA1032
{
    public KubernetesFailure Kind => kind;

    /// <summary>How long the server asks us to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whose fields stand in the way, for <see cref="KubernetesFailure.FieldConflict"/>.</summary>
    public ImmutableArray<FieldConflict> Conflicts { get; init; } = [];

    /// <summary>The same request may succeed in a moment.</summary>
    public bool IsTransient => kind is KubernetesFailure.Throttled or KubernetesFailure.Unavailable or KubernetesFailure.Unreachable;
}

/// <summary>A field that another manager owns with another value.</summary>
/// <param name="Field">Such as <c>.data.log_level</c>.</param>
/// <param name="Manager">As managedFields names it: <c>kubectl-edit</c>.</param>
internal sealed record FieldConflict(string Field, string Manager);
