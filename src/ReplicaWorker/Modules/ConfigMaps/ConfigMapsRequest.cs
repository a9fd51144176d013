using System.Collections.Immutable;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>Which ConfigMaps to bring in step.</summary>
internal sealed record ConfigMapsRequest
{
    /// <summary>Every entry, and every copy of ours that no entry wants any more.</summary>
    public static ConfigMapsRequest Everything { get; } = new();

    /// <summary>Only entries that this secret feeds.</summary>
    public string? Secret { get; init; }

    /// <summary>Only entries that one of these parameters feeds.</summary>
    public ImmutableArray<string> Parameters { get; init; } = [];

    /// <summary>Only these, by <c>NAMESPACE/NAME</c> of the copy, also where no entry wants it any more.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>Only the cluster of this region, which may be the primary.</summary>
    public string? Region { get; init; }

    /// <summary>A person asked: nothing configured is then a mistake, and not a reason to do nothing.</summary>
    public bool ByPerson { get; init; }

    public bool IsFull => Secret is null && Parameters.IsEmpty && Targets.IsEmpty;

    /// <summary>Whether an entry is asked for.</summary>
    public bool Wants(ConfigMapEntry entry) =>
        IsFull
        || (Secret is { } secret && entry.Source is EntrySource.OfSecret source && source.Is(secret))
        || (entry.Source is EntrySource.OfParameters path && Parameters.Any(path.Has))
        || Targets.Contains(entry.Target.ToString(), StringComparer.Ordinal);
}
