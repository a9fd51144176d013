using System.Text.Json;

namespace ReplicaWorker.Kubernetes;

/// <summary>What we say that a ConfigMap holds: exactly the fields that are to be ours. What is left out and was ours is pruned.</summary>
internal sealed class AppliedConfigMap(string space, string name)
{
    public string Namespace => space;

    public string Name => name;

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <value>Base64 by key.</value>
    public IReadOnlyDictionary<string, string> BinaryData { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>JSON, which is YAML too: the content type of an apply names the latter.</summary>
    public byte[] ToJson()
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", "v1");
            json.WriteString("kind", "ConfigMap");
            json.WriteStartObject("metadata");
            json.WriteString("name", name);
            json.WriteString("namespace", space);
            Write(json, "labels", Labels);
            Write(json, "annotations", Annotations);
            json.WriteEndObject();
            Write(json, "data", Data);
            Write(json, "binaryData", BinaryData);
            json.WriteEndObject();
        }

        return body.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string member, IReadOnlyDictionary<string, string> map)
    {
        if (map.Count == 0)
        {
            return;
        }

        json.WriteStartObject(member);
        foreach (var (key, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
