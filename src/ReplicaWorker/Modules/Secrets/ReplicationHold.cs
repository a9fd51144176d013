using System.Collections.Immutable;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>
/// The tag on a primary secret by which a person has taken replicas away, or let them go: nothing is replicated there until it is taken off.
/// </summary>
/// <remarks>
/// Its value is <c>all</c>, or regions separated by spaces: a tag's value may hold neither a comma nor an asterisk. A value that
/// cannot be read holds everything, since somebody meant something by it.
/// </remarks>
/// <param name="IsAll">Every region.</param>
/// <param name="Regions">Or these; empty when <paramref name="IsAll"/>.</param>
internal sealed record ReplicationHold(bool IsAll, ImmutableSortedSet<string> Regions)
{
    public const string DefaultKey = "ReplicationHold";

    private const string AllRegions = "all";

    public static ReplicationHold None { get; } = new(false, ImmutableSortedSet.Create<string>(StringComparer.Ordinal));

    public static ReplicationHold All { get; } = None with { IsAll = true };

    /// <summary>What the tag says; null when nothing is held and there must be no tag.</summary>
    public string? Value => IsAll ? AllRegions : Regions.IsEmpty ? null : string.Join(' ', Regions);

    /// <param name="value">The tag's value; null when there is no tag.</param>
    public static ReplicationHold Parse(string? value)
    {
        if (value is null)
        {
            return None;
        }

        var regions = value.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return regions.Length > 0 && regions.All(RegionName.IsShaped) ? None with { Regions = None.Regions.Union(regions) } : All;
    }

    public bool Covers(string region) => IsAll || Regions.Contains(region);

    public ReplicationHold With(string region) => IsAll ? this : this with { Regions = Regions.Add(region) };

    /// <param name="region">The region to let go.</param>
    /// <param name="regions">What <c>all</c> stands for.</param>
    public ReplicationHold Without(string region, IEnumerable<string> regions) =>
        None with { Regions = (IsAll ? None.Regions.Union(regions) : Regions).Remove(region) };

    public bool Equals(ReplicationHold? other) => other is not null && Value == other.Value;

    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.Ordinal);
}
