using System.Text.Json.Nodes;

namespace LocalCloud.Kubernetes.StandIn;

/// <summary>Sets of fields as <c>managedFields</c> writes them: nested objects, <c>f:</c> before a field, <c>.</c> for the map itself.</summary>
internal static class FieldsV1
{
    public static JsonObject Write(IEnumerable<FieldPath> fields)
    {
        var root = new JsonObject();
        foreach (var field in fields.Order())
        {
            var node = root;
            foreach (var part in field.Parent.Split('.'))
            {
                node = Child(node, "f:" + part);
            }

            Child(node, field.Key is null ? "." : "f:" + field.Key);
        }

        foreach (var (_, node) in root)
        {
            Unwrap(node!.AsObject());
        }

        return root;
    }

    public static IEnumerable<FieldPath> Read(JsonObject fields) =>
        from pair in fields
        from path in pair.Key == "f:metadata"
            ? pair.Value!.AsObject().SelectMany(inner => Map("metadata." + inner.Key[2..], inner.Value!.AsObject()))
            : Map(pair.Key[2..], pair.Value!.AsObject())
        select path;

    private static IEnumerable<FieldPath> Map(string parent, JsonObject keys) => keys.Count == 0
        ? [new(parent, null)]
        : keys.Select(key => new FieldPath(parent, key.Key == "." ? null : key.Key[2..]));

    // A map that is owned without any of its keys is written {}, not {".":{}}.
    private static void Unwrap(JsonObject node)
    {
        if (node.Count == 1 && node.ContainsKey("."))
        {
            node.Remove(".");
        }

        foreach (var (_, child) in node)
        {
            Unwrap(child!.AsObject());
        }
    }

    private static JsonObject Child(JsonObject node, string name)
    {
        if (node[name] is not JsonObject child)
        {
            node[name] = child = [];
        }

        return child;
    }
}
