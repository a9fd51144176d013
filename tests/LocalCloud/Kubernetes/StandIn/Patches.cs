using System.Text.Json.Nodes;

namespace LocalCloud.Kubernetes.StandIn;

/// <summary>JSON merge patch (RFC 7396) and JSON patch (RFC 6902: add, remove, replace, test).</summary>
internal static class Patches
{
    /// <summary>Also strategic merge patches: for the kinds kept here they differ in directives only, which are not taken.</summary>
    public static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        var result = target.DeepClone().AsObject();
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = value is JsonObject inner ? Merge(result[name] as JsonObject ?? [], inner) : value.DeepClone();
            }
        }

        return result;
    }

    /// <exception cref="KubernetesException">422: an operation names nothing, or a test fails.</exception>
    public static JsonObject Apply(JsonObject target, JsonArray operations)
    {
        var result = target.DeepClone().AsObject();
        foreach (var operation in operations.Select(operation => operation!.AsObject()))
        {
            var path = operation["path"]!.GetValue<string>().Split('/').Skip(1)
                .Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToArray();
            var parent = path[..^1].Aggregate((JsonObject?)result, (node, part) => node?[part] as JsonObject);
            var there = parent?.ContainsKey(path[^1]) == true;
            switch (operation["op"]!.GetValue<string>(), there)
            {
                case ("add", _) when parent is not null:
                case ("replace", true):
                    parent![path[^1]] = operation["value"]?.DeepClone();
                    break;
                case ("remove", true):
                    parent!.Remove(path[^1]);
                    break;
                case ("test", true) when JsonNode.DeepEquals(parent![path[^1]], operation["value"]):
                    break;
                default:
                    throw new KubernetesException(422, "Invalid", "the server rejected our request due to an error in our request", []);
            }
        }

        return result;
    }
}
