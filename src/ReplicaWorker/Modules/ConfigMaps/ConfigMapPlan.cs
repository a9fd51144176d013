using System.Collections.Immutable;
using ReplicaWorker.Kubernetes;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>What must happen to one ConfigMap of one cluster. Pure data.</summary>
/// <param name="Target">Which.</param>
/// <param name="Verdict">What sort of plan.</param>
internal sealed record ConfigMapPlan(ConfigMapName Target, ConfigMapVerdict Verdict)
{
    /// <summary>The write, for <see cref="ConfigMapVerdict.Change"/> and <see cref="ConfigMapVerdict.Held"/>.</summary>
    public ConfigMapStep? Step { get; init; }

    /// <summary>Why it is held or fails; one line, never a value.</summary>
    public string Reason { get; init; } = "";

    /// <summary>It fails because of somebody else's ConfigMap or keys.</summary>
    public bool IsConflict { get; init; }

    /// <summary>Keys that another manager owns with another value.</summary>
    public ImmutableArray<FieldConflict> Conflicts { get; init; } = [];

    /// <summary>Keys to be set, or to be made ours.</summary>
    public ImmutableArray<string> Set { get; init; } = [];

    /// <summary>Keys of ours that are not wanted any more.</summary>
    public ImmutableArray<string> Pruned { get; init; } = [];

    /// <summary>The label or an annotation of the mark is not as it should be.</summary>
    public bool IsMarkWrong { get; init; }
}

/// <summary>Sorts of plans.</summary>
internal enum ConfigMapVerdict
{
    /// <summary>Equal.</summary>
    InStep,

    /// <summary>There is a step.</summary>
    Change,

    /// <summary>There is a step that a person must confirm.</summary>
    Held,

    /// <summary>It cannot be brought in step.</summary>
    Failed,

    /// <summary>It is not ours, and nobody wants it otherwise.</summary>
    LeftAlone,
}
