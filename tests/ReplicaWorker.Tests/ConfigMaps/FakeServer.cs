using System.Text.Json;
using System.Text.Json.Nodes;
using ReplicaWorker.Kubernetes;

namespace ReplicaWorker.Tests.ConfigMaps;

/// <summary>Server-side apply of our manager to one ConfigMap, by its rules: for laws only, real servers have the last word.</summary>
internal sealed class FakeServer
{
    public ConfigMap? Map { get; set; }

    /// <summary>The managed fields of a manager of these keys.</summary>
    public static JsonElement Owning(params string[] keys) =>
        JsonElement.Parse(new JsonObject { ["f:data"] = new JsonObject(keys.Select(key => KeyValuePair.Create("f:" + key, (JsonNode?)new JsonObject()))) }.ToJsonString());

    public ConfigMap Apply(AppliedConfigMap wanted)
    {
        var before = Map ?? new ConfigMap
        {
            Metadata = new() { Namespace = wanted.Namespace, Name = wanted.Name, Uid = "uid", ResourceVersion = "0", Labels = [], Annotations = [], ManagedFields = [] },
            Data = [],
            BinaryData = [],
        };
        var own = before.Metadata.ManagedFields!.FirstOrDefault(IsOurs);
        var others = before.Metadata.ManagedFields!.Where(entry => !IsOurs(entry)).ToList();
        var fields = new JsonObject();
        var labels = Merge(before.Metadata.Labels, wanted.Labels, own, others, "f:metadata", "f:labels", fields);
        var annotations = Merge(before.Metadata.Annotations, wanted.Annotations, own, others, "f:metadata", "f:annotations", fields);
        var data = Merge(before.Data, wanted.Data, own, others, "f:data", null, fields);
        var binary = Merge(before.BinaryData, wanted.BinaryData, own, others, "f:binaryData", null, fields);
        var version = int.Parse(before.Metadata.ResourceVersion, System.Globalization.CultureInfo.InvariantCulture) + 1;
        List<ManagedFields> managed = [.. others, new() { Manager = "replica-worker", Operation = "Apply", FieldsV1 = JsonElement.Parse(fields.ToJsonString()) }];
        return Map = new ConfigMap
        {
            Metadata = new()
            {
                Namespace = wanted.Namespace,
                Name = wanted.Name,
                Uid = before.Metadata.Uid,
                ResourceVersion = $"{version}",
                Labels = labels,
                Annotations = annotations,
                ManagedFields = managed,
            },
            Data = data,
            BinaryData = binary,
            Immutable = before.Immutable,
        };
    }

    private static bool IsOurs(ManagedFields entry) => entry is { Manager: "replica-worker", Operation: "Apply" };

    private static Dictionary<string, string> Merge(
        Dictionary<string, string>? before, IReadOnlyDictionary<string, string> wanted, ManagedFields? own, List<ManagedFields> others, string first, string? second, JsonObject fields)
    {
        var after = new Dictionary<string, string>(before ?? [], StringComparer.Ordinal);
        foreach (var key in after.Keys.Where(key => Has(own, first, second, key) && !wanted.ContainsKey(key) && !others.Exists(other => Has(other, first, second, key))).ToList())
        {
            after.Remove(key);
        }

        var names = new JsonObject();
        foreach (var (key, value) in wanted)
        {
            after[key] = value;
            names["f:" + key] = new JsonObject();
        }

        if (second is null)
        {
            fields[first] = names;
        }
        else
        {
            ((JsonObject)(fields[first] ??= new JsonObject()))[second] = names;
        }

        return after;
    }

    private static bool Has(ManagedFields? entry, string first, string? second, string key) =>
        entry?.FieldsV1 is { } fields && fields.TryGetProperty(first, out var map)
        && (second is null || map.TryGetProperty(second, out map)) && map.TryGetProperty("f:" + key, out _);
}
