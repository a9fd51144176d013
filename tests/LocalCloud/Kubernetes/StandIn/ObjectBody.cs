using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCloud.Kubernetes.StandIn;

/// <summary>An object as a request sends it, checked as far as its schema goes.</summary>
internal static class ObjectBody
{
    private static readonly string[] ConfigMapFields = ["apiVersion", "kind", "metadata", "data", "binaryData", "immutable"];

    /// <summary>Of POST and PUT. Unknown fields are dropped.</summary>
    public static JsonObject Read(ResourceKind kind, ReadOnlyMemory<byte> body)
    {
        var parsed = Parse(body) ?? throw KubernetesException.BadRequest(
            $"the object provided is unrecognized (must be of type {kind.Kind}): couldn't get version/kind; json parse error: invalid character");
        if ((parsed["apiVersion"]?.ToString() ?? kind.GroupVersion) != kind.GroupVersion || (parsed["kind"]?.ToString() ?? kind.Kind) != kind.Kind)
        {
            throw KubernetesException.BadRequest(
                $"{parsed["kind"]} in version \"{parsed["apiVersion"]}\" cannot be handled as a {kind.Kind}: converting to {kind.Kind}: unknown conversion");
        }

        if (TypeMistake(kind, parsed) is { } mistake)
        {
            throw KubernetesException.BadRequest($"{kind.Kind} in version \"{kind.GroupVersion}\" cannot be handled as a {kind.Kind}: {mistake}");
        }

        parsed = Known(kind, parsed);
        parsed["apiVersion"] = kind.GroupVersion;
        parsed["kind"] = kind.Kind;
        return parsed;
    }

    /// <summary>Of a server-side apply: YAML in principle, JSON (which is YAML) here. Unknown fields are refused.</summary>
    public static JsonObject ReadApplied(ResourceKind kind, ReadOnlyMemory<byte> body)
    {
        var parsed = Parse(body) ?? throw KubernetesException.BadRequest("error decoding YAML: error converting YAML to JSON: yaml: not JSON either");
        if (parsed["apiVersion"]?.ToString() is var version && version != kind.GroupVersion)
        {
            throw KubernetesException.BadRequest($"Incorrect version specified in apply patch. Specified patch version: {version}, expected: {kind.GroupVersion}");
        }

        if (parsed["metadata"]?["managedFields"] is not null)
        {
            throw KubernetesException.BadRequest("metadata.managedFields must be nil");
        }

        if (kind == ResourceKind.ConfigMaps
            && parsed.Select(pair => pair.Key).FirstOrDefault(name => !ConfigMapFields.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw KubernetesException.Internal($"failed to create typed patch object: .{unknown}: field not declared in schema");
        }

        if (TypeMistake(kind, parsed) is { } mistake)
        {
            throw KubernetesException.Internal(mistake);
        }

        return parsed;
    }

    /// <summary>What is wrong with the types of an object that a patch made.</summary>
    public static void CheckTypes(ResourceKind kind, JsonObject patched)
    {
        if (TypeMistake(kind, patched) is { } mistake)
        {
            throw KubernetesException.BadRequest(mistake);
        }
    }

    public static JsonObject? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TypeMistake(ResourceKind kind, JsonObject parsed)
    {
        if (parsed["metadata"] is not (null or JsonObject))
        {
            return "failed to create typed patch object: .metadata: expected map";
        }

        var maps = new List<(string Path, JsonNode? Map)>
        {
            (".metadata.labels", parsed["metadata"]?["labels"]), (".metadata.annotations", parsed["metadata"]?["annotations"]),
        };
        if (kind == ResourceKind.ConfigMaps)
        {
            maps.AddRange([(".data", parsed["data"]), (".binaryData", parsed["binaryData"])]);
        }

        foreach (var (path, map) in maps.Where(map => map.Map is not null))
        {
            if (map is not JsonObject keys)
            {
                return $"failed to create typed patch object: {path}: expected map, got {Shown(map!)}";
            }

            if (keys.FirstOrDefault(pair => pair.Value is { } value && value.GetValueKind() != JsonValueKind.String) is { Value: not null } wrong)
            {
                return $"failed to create typed patch object: {path}.{wrong.Key}: expected string, got {Shown(wrong.Value)}";
            }
        }

        if (kind == ResourceKind.ConfigMaps && parsed["immutable"] is { } immutable && immutable.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
        {
            return $"failed to create typed patch object: .immutable: expected boolean, got {Shown(immutable)}";
        }

        return kind == ResourceKind.ConfigMaps && (parsed["binaryData"]?.AsObject() ?? []).Any(pair => !IsBase64(pair.Value))
            ? "failed to convert new object to proper version: unable to convert unstructured object to /v1, Kind=ConfigMap: "
              + "error decoding from json: illegal base64 data at input byte 0"
            : null;
    }

    private static bool IsBase64(JsonNode? value) => value is not null
        && Convert.TryFromBase64String(value.GetValue<string>(), new byte[value.GetValue<string>().Length], out _);

    private static string Shown(JsonNode value) => $"&value.valueUnstructured{{Value:{value.ToJsonString()}}}";

    private static JsonObject Known(ResourceKind kind, JsonObject parsed) => kind != ResourceKind.ConfigMaps
        ? parsed
        : new(parsed.Where(pair => ConfigMapFields.Contains(pair.Key, StringComparer.Ordinal))
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())).ToArray());
}
