using System.Text.Json.Nodes;

namespace LocalCloud.Kubernetes.StandIn;

/// <summary>An object as its fields and their values, and back.</summary>
/// <remarks>Maps of text are owned key by key, every other field whole. What the server itself keeps in metadata is nobody's.</remarks>
internal static class ObjectFields
{
    private static readonly string[] Maps = ["data", "binaryData"];
    private static readonly string[] MetadataMaps = ["labels", "annotations"];
    private static readonly string[] NotOwned = ["apiVersion", "kind", "metadata", "status"];

    /// <param name="object">The object.</param>
    /// <param name="withMaps">Maps themselves are fields too, as an update sees them; an apply names keys only.</param>
    public static Dictionary<FieldPath, JsonNode> Of(JsonObject? @object, bool withMaps)
    {
        var fields = new Dictionary<FieldPath, JsonNode>();
        foreach (var (name, value) in @object ?? [])
        {
            if (Maps.Contains(name, StringComparer.Ordinal))
            {
                AddMap(fields, name, value, withMaps);
            }
            else if (!NotOwned.Contains(name, StringComparer.Ordinal) && value is not null)
            {
                fields[new(name, null)] = value;
            }
        }

        foreach (var name in MetadataMaps)
        {
            AddMap(fields, "metadata." + name, @object?["metadata"]?[name], withMaps);
        }

        return fields;
    }

    public static void Set(JsonObject @object, FieldPath path, JsonNode value)
    {
        if (path.Key is null)
        {
            @object[path.Parent] = value.DeepClone();
        }
        else
        {
            Map(@object, path.Parent)[path.Key] = value.DeepClone();
        }
    }

    public static void Remove(JsonObject @object, FieldPath path)
    {
        if (path.Key is null)
        {
            @object.Remove(path.Parent);
        }
        else
        {
            Map(@object, path.Parent).Remove(path.Key);
        }
    }

    /// <summary>Empty maps are not there, and a key with null is the empty text: so the typed object is written.</summary>
    public static void Normalize(JsonObject @object)
    {
        foreach (var (owner, name) in Maps.Select(name => (@object, name))
            .Concat(MetadataMaps.Select(name => (@object["metadata"]!.AsObject(), name))).ToArray())
        {
            if (owner[name] is not JsonObject { Count: > 0 } map)
            {
                owner.Remove(name);
                continue;
            }

            owner[name] = new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)(pair.Value?.DeepClone() ?? JsonValue.Create("")))).ToArray());
        }
    }

    private static void AddMap(Dictionary<FieldPath, JsonNode> fields, string parent, JsonNode? map, bool withMaps)
    {
        if (map is not JsonObject { Count: > 0 } keys)
        {
            return;
        }

        foreach (var (key, value) in keys)
        {
            fields[new(parent, key)] = value ?? JsonValue.Create("");
        }

        if (withMaps)
        {
            fields[new(parent, null)] = JsonValue.Create("");
        }
    }

    private static JsonObject Map(JsonObject @object, string parent)
    {
        foreach (var part in parent.Split('.'))
        {
            if (@object[part] is not JsonObject map)
            {
                @object[part] = map = [];
            }

            @object = map;
        }

        return @object;
    }
}
