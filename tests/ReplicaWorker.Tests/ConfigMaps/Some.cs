using System.Collections.Immutable;
using ReplicaWorker.Kubernetes;
using ReplicaWorker.Modules.ConfigMaps;
using ReplicaWorker.Options;

namespace ReplicaWorker.Tests.ConfigMaps;

/// <summary>Entries and ConfigMaps for tests.</summary>
internal static class Some
{
    public static readonly ConfigMapName Target = new("web", "shop");

    public static readonly ConfigMapMark Mark = new(new ReplicaOptions { PrimaryRegion = "us-east-1", ReplicationRegions = ["us-west-2"] });

    public static readonly ConfigMapMark AnothersMark = new(new ReplicaOptions { PrimaryRegion = "eu-west-1", ReplicationRegions = ["us-west-2"] });

    public static ConfigMapPlanRules Rules { get; } = new(Mark);

    public static ConfigMapEntry Entry(string source = "secret:shop/app", ConfigMapName? target = null, string keys = "log_level,cache_*", string trusted = "") =>
        new("shop", EntrySource.Parse(source, "web", out _)!, target ?? Target, [.. keys.Split(',')], [.. trusted.Split(',', StringSplitOptions.RemoveEmptyEntries)]);

    public static SourceReading Source(params (string Key, string Value)[] content) => new(Entry(), Content(content), "1");

    public static ImmutableSortedDictionary<string, ConfigMapValue> Content(params (string Key, string Value)[] content) =>
        content.ToImmutableSortedDictionary(pair => pair.Key, pair => ConfigMapValue.Text(pair.Value), StringComparer.Ordinal);

    /// <summary>A copy of ours as a server has it after an apply, with keys of others besides.</summary>
    public static LiveConfigMap Copy((string Key, string Value)[]? ours = null, (string Key, string Value, string Manager)[]? others = null, ConfigMapMark? mark = null, ConfigMapName? name = null)
    {
        var copy = new FakeServer().Apply(new((name ?? Target).Namespace, (name ?? Target).Name)
        {
            Labels = (mark ?? Mark).Labels,
            Annotations = (mark ?? Mark).Annotations(Entry().Source),
            Data = (ours ?? []).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
        });
        foreach (var (key, value, manager) in others ?? [])
        {
            copy.Data![key] = value;
            copy.Metadata.ManagedFields!.Add(new() { Manager = manager, Operation = "Update", FieldsV1 = FakeServer.Owning(key) });
        }

        return LiveConfigMap.Of(copy);
    }

    /// <summary>Somebody's own ConfigMap.</summary>
    public static LiveConfigMap Foreign(params (string Key, string Value)[] content) => LiveConfigMap.Of(new()
    {
        Metadata = new()
        {
            Namespace = Target.Namespace,
            Name = Target.Name,
            Uid = "uid",
            ResourceVersion = "1",
            ManagedFields =
            [
                new()
                {
                    Manager = "kubectl-create",
                    Operation = "Update",
                    FieldsV1 = FakeServer.Owning([.. content.Select(pair => pair.Key)]),
                },
            ],
        },
        Data = content.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
    });
}
