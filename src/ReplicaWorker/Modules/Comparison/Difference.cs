using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Comparison;

/// <summary>One thing about a pair that is not as the plan wants it. Never holds a value.</summary>
/// <param name="Kind">What sort of difference.</param>
/// <param name="Field">Which part of the item: a ref, a tag's key, a property's or a ConfigMap key's name; empty: the item itself.</param>
/// <param name="Detail">One line for people: what stands on each side, as far as it may be shown.</param>
/// <param name="Repairs">The exact command lines that repair it, ours first; later ones are of <c>aws</c> or <c>kubectl</c>, where that is safe.</param>
internal sealed record Difference(DifferenceKind Kind, string Field, string Detail, ImmutableArray<string> Repairs)
{
    /// <summary>When the source was changed last; null where the service does not say.</summary>
    public DateTimeOffset? SourceChanged { get; init; }

    /// <summary>When the replica was changed last; null where the service does not say, or nothing stands there.</summary>
    public DateTimeOffset? ReplicaChanged { get; init; }

    /// <summary>A digest with this run's key, so that equality can be seen and nothing guessed; null: nothing there, or nothing secret about it.</summary>
    public string? SourceDigest { get; init; }

    /// <summary>Likewise of the replica's side.</summary>
    public string? ReplicaDigest { get; init; }

    /// <summary>Whether <see cref="IComparer.RepairAsync"/> would repair it; false where a human must decide first.</summary>
    public bool IsRepairable { get; init; } = true;

    /// <summary>Known and expected, such as a value that names its own region: the reason, which makes it an ignored finding.</summary>
    public string? Expected { get; init; }
}

/// <summary>Sorts of difference. Their names in reports are kebab-case, stable, and rule ids in SARIF.</summary>
internal enum DifferenceKind
{
    /// <summary>The source has it, the replica region has not.</summary>
    Missing,

    /// <summary>The replica region has it under our mark, the source has not.</summary>
    Extra,

    /// <summary>Something stands in its place that is not ours.</summary>
    Conflict,

    Value,
    Metadata,
    Tags,
    Type,
    KmsKey,
    Policy,
    Labels,

    /// <summary>Secrets Manager's own replication has failed or is behind.</summary>
    ReplicaState,

    Ref,
    DefaultBranch,
}
