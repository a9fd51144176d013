using ReplicaWorker.Matching;
using ReplicaWorker.Modules.Comparison;
using ReplicaWorker.Modules.Drift.Reports;

namespace ReplicaWorker.Modules.Drift.Ignoring;

/// <summary>Findings that somebody knows of and accepts for a time. What is left out matches everything, but the name.</summary>
/// <param name="Text">As it was configured.</param>
/// <param name="Name">Glob of the item's name.</param>
/// <param name="Until">The last day, in UTC, on which it holds.</param>
/// <param name="Reason">For whoever reads the report.</param>
internal sealed record IgnoreRule(string Text, string Name, DateOnly Until, string Reason)
{
    public ItemKind? Kind { get; init; }

    /// <summary>Glob of the replica region.</summary>
    public string? Region { get; init; }

    public DifferenceKind? Difference { get; init; }

    /// <summary>Glob of the field: a ref, a tag's key, a ConfigMap's key.</summary>
    public string? Field { get; init; }

    public bool HasExpired(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime) > Until;

    public bool Matches(Finding finding) =>
        (Kind is null || Kind == finding.Kind)
        && (Difference is null || Difference == finding.Difference.Kind)
        && Glob.Matches(Name, finding.Item)
        && (Region is null || Glob.Matches(Region, finding.Region))
        && (Field is null || Glob.Matches(Field, finding.Difference.Field));
}
