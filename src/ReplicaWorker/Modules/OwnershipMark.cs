using System.Collections.Immutable;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules;

/// <summary>The tags by which a replica is known as ours: this installation's, and nobody else's.</summary>
/// <param name="options">Who we are.</param>
/// <param name="statusKey">Key of the tag that says what we are.</param>
/// <param name="sourceKey">Key of the tag that says where the original stands.</param>
internal sealed class OwnershipMark(
    ReplicaOptions options, string statusKey = OwnershipMark.DefaultStatusKey, string sourceKey = OwnershipMark.DefaultSourceKey)
{
    public const string DefaultStatusKey = "ReplicationStatus";
    public const string DefaultSourceKey = "ReplicationSource";
    public const string Monitored = "monitored-by-replica-worker";

    private readonly string _origin = $"{options.PrimaryRegion}/{options.Project}/{options.Environment}";

    /// <summary>Both tags, to be set together.</summary>
    public ImmutableDictionary<string, string> Tags { get; } = ImmutableDictionary.CreateRange(
        StringComparer.Ordinal,
        [
            KeyValuePair.Create(statusKey, Monitored),
            KeyValuePair.Create(sourceKey, $"{options.PrimaryRegion}/{options.Project}/{options.Environment}"),
        ]);

    public bool IsOurs(IReadOnlyDictionary<string, string> tags) =>
        tags.GetValueOrDefault(statusKey) == Monitored && tags.GetValueOrDefault(sourceKey) == _origin;

    /// <summary>Whether something is a copy of anybody's: then it is never a source.</summary>
    public bool IsCopy(IReadOnlyDictionary<string, string> tags) => tags.ContainsKey(statusKey);

    /// <summary>The source's tags as they go on a copy: without the service's own, with our mark.</summary>
    /// <param name="tags">Of the source. Keys that begin with <c>aws:</c> are reserved and cannot be set.</param>
    public Dictionary<string, string> OnACopyOf(IReadOnlyDictionary<string, string> tags)
    {
        var copied = tags.Where(tag => !tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase));
        return new Dictionary<string, string>(copied.Concat(Tags).GroupBy(tag => tag.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
