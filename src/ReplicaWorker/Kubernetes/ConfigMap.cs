using System.Text.Json;

namespace ReplicaWorker.Kubernetes;

/// <summary>A ConfigMap as the API server answers it. Its values are never for a log.</summary>
/// <remarks>Source: Kubernetes API reference, ConfigMap v1.</remarks>
internal sealed class ConfigMap
{
    public ObjectMeta Metadata { get; set; } = new();

    /// <value>UTF-8 text by key; null when there is none.</value>
    public Dictionary<string, string>? Data { get; set; }

    /// <value>Base64 by key; no key stands in both. Null when there is none.</value>
    public Dictionary<string, string>? BinaryData { get; set; }

    public bool? Immutable { get; set; }
}

internal sealed class ObjectMeta
{
    public string Name { get; set; } = "";

    public string Namespace { get; set; } = "";

    public string Uid { get; set; } = "";

    public string ResourceVersion { get; set; } = "";

    public DateTimeOffset? CreationTimestamp { get; set; }

    public Dictionary<string, string>? Labels { get; set; }

    public Dictionary<string, string>? Annotations { get; set; }

    /// <value>Who set which field; empty where somebody has cleared it.</value>
    public List<ManagedFields>? ManagedFields { get; set; }
}

/// <summary>The fields that one manager has set.</summary>
internal sealed class ManagedFields
{
    public string Manager { get; set; } = "";

    /// <value><c>Apply</c> or <c>Update</c>.</value>
    public string Operation { get; set; } = "";

    public DateTimeOffset? Time { get; set; }

    /// <value>Nested objects, each member a field: <c>{"f:data":{"f:KEY":{}}}</c>.</value>
    public JsonElement? FieldsV1 { get; set; }
}

/// <summary>One page of a listing.</summary>
internal sealed class ConfigMapList
{
    public ListMeta Metadata { get; set; } = new();

    public List<ConfigMap> Items { get; set; } = [];
}

internal sealed class ListMeta
{
    /// <value>Asks for the next page; empty on the last.</value>
    public string? Continue { get; set; }
}
