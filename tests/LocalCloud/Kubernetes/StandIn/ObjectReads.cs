using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LocalCloud.Kubernetes.StandIn;

/// <summary>GET and LIST. The pages of one list are of one moment, whatever is written meanwhile.</summary>
internal sealed class ObjectReads(ObjectStore store)
{
    private readonly ConcurrentDictionary<long, ImmutableSortedDictionary<string, JsonObject>> _moments = new();

    public KubernetesAnswer Get(ResourcePath path) =>
        KubernetesAnswer.Json(200, store.Find(path) ?? throw KubernetesException.NotFound(path.Kind, path.Name));

    public KubernetesAnswer List(ResourcePath path, IQueryCollection query)
    {
        var limit = Number(query["limit"].ToString());
        var matches = LabelSelector.Parse(query["labelSelector"].ToString());
        var named = FieldSelector(query["fieldSelector"].ToString());
        var (version, objects, start) = Moment(query["continue"].ToString());

        var found = ObjectStore.List(objects, path.Kind, path.Namespace)
            .Where(pair => string.CompareOrdinal(pair.Key, start) > 0 && matches(pair.Value) && named(pair.Value)).ToArray();
        var page = limit > 0 ? found[..(int)Math.Min(limit, found.Length)] : found;

        var metadata = new JsonObject { ["resourceVersion"] = $"{version}" };
        if (page.Length < found.Length)
        {
            _moments[version] = objects;
            metadata["continue"] = Token(version, page[^1].Key);
            if (query["labelSelector"].Count + query["fieldSelector"].Count == 0)
            {
                metadata["remainingItemCount"] = found.Length - page.Length;
            }
        }

        return KubernetesAnswer.Json(200, new JsonObject
        {
            ["kind"] = path.Kind.Kind + "List",
            ["apiVersion"] = path.Kind.GroupVersion,
            ["metadata"] = metadata,
            ["items"] = new JsonArray([.. page.Select(pair => Item(pair.Value))]),
        });
    }

    private (long Version, ImmutableSortedDictionary<string, JsonObject> Objects, string Start) Moment(string token)
    {
        if (token.Length == 0)
        {
            lock (store.Gate)
            {
                return (store.Version, store.Snapshot, "");
            }
        }

        var read = Base64Url.IsValid(token) ? ObjectBody.Parse(Base64Url.DecodeFromChars(token)) : null;
        return read?["rv"] is JsonValue version && _moments.TryGetValue(version.GetValue<long>(), out var objects)
            ? (version.GetValue<long>(), objects, read["start"]!.GetValue<string>())
            : throw KubernetesException.BadRequest("invalid continue token: continue key is not valid");
    }

    private static string Token(long version, string last) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        new JsonObject { ["v"] = "meta.k8s.io/v1", ["rv"] = version, ["start"] = last }.ToJsonString()));

    // The items of a list do not repeat what they are.
    private static JsonObject Item(JsonObject @object)
    {
        var item = @object.DeepClone().AsObject();
        item.Remove("kind");
        item.Remove("apiVersion");
        return item;
    }

    private static long Number(string limit)
    {
        var (text, number) = (limit.Length > 0 ? limit : "0", 0L);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
            ? number
            : throw KubernetesException.BadRequest($"strconv.ParseInt: parsing \"{limit}\": invalid syntax");
    }

    private static Func<JsonObject, bool> FieldSelector(string selector)
    {
        var conditions = selector.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).ToArray();
        return Array.Find(conditions, condition => condition[0] is not ("metadata.name" or "metadata.namespace")) is { } unknown
            ? throw KubernetesException.BadRequest($"\"{unknown[0]}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"")
            : @object => Array.TrueForAll(conditions, condition =>
                @object["metadata"]?[condition[0]["metadata.".Length..]]?.GetValue<string>() == condition[^1].TrimStart('='));
    }
}
