using System.Collections.Immutable;
using ReplicaWorker.Kubernetes;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>A ConfigMap as it stands in a cluster.</summary>
internal sealed record LiveConfigMap(ConfigMapName Name, string Uid, string ResourceVersion)
{
    /// <summary>By key, whoever has set it.</summary>
    public ImmutableSortedDictionary<string, ConfigMapValue> Content { get; init; } = ImmutableSortedDictionary.Create<string, ConfigMapValue>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Labels { get; init; } = ImmutableDictionary<string, string>.Empty;

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = ImmutableDictionary<string, string>.Empty;

    public bool IsImmutable { get; init; }

    public FieldOwners Owners { get; init; } = new();

    /// <summary>When a field was set last, where managedFields say so.</summary>
    public DateTimeOffset? Changed { get; init; }

    public static LiveConfigMap Of(ConfigMap map) => new(new(map.Metadata.Namespace, map.Metadata.Name), map.Metadata.Uid, map.Metadata.ResourceVersion)
    {
        Content = EntryContent.Values(map).ToImmutableSortedDictionary(StringComparer.Ordinal),
        Labels = map.Metadata.Labels ?? [],
        Annotations = map.Metadata.Annotations ?? [],
        IsImmutable = map.Immutable == true,
        Owners = FieldOwners.Read(map.Metadata.ManagedFields ?? []),
        Changed = (map.Metadata.ManagedFields ?? []).Max(fields => fields.Time) ?? map.Metadata.CreationTimestamp,
    };

    /// <summary>A key's field, as <see cref="FieldOwners"/> names it.</summary>
    public static string Field(string key, ConfigMapValue value) => $"{(value.IsBinary ? "binaryData" : "data")}/{key}";

    /// <summary>Keys that only others have set: they are left alone.</summary>
    public IEnumerable<KeyValuePair<string, ConfigMapValue>> Foreign => Content.Where(pair => !Owners.IsOurs(Field(pair.Key, pair.Value)));
}
