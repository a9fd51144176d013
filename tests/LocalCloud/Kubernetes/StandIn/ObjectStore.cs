using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace LocalCloud.Kubernetes.StandIn;

/// <summary>The objects and the one counter that numbers their versions. Objects are never changed once they are in it.</summary>
internal sealed class ObjectStore
{
    private ImmutableSortedDictionary<string, JsonObject> _objects = ImmutableSortedDictionary.Create<string, JsonObject>(StringComparer.Ordinal);

    /// <summary>Held while an object is read, changed and put back.</summary>
    public Lock Gate { get; } = new();

    public long Version { get; private set; } = 200;

    public ImmutableSortedDictionary<string, JsonObject> Snapshot => _objects;

    public static string Key(ResourcePath path) => $"{path.Kind.Qualified}/{path.Namespace}/{path.Name}";

    public JsonObject? Find(ResourcePath path) => _objects.GetValueOrDefault(Key(path));

    public IEnumerable<JsonObject> List(ResourceKind kind, string @namespace) => List(_objects, kind, @namespace).Select(pair => pair.Value);

    /// <summary>In the order of namespace and name; an empty namespace means all.</summary>
    public static IEnumerable<KeyValuePair<string, JsonObject>> List(
        ImmutableSortedDictionary<string, JsonObject> objects, ResourceKind kind, string @namespace)
    {
        var prefix = @namespace.Length > 0 ? $"{kind.Qualified}/{@namespace}/" : $"{kind.Qualified}/";
        return objects.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>Gives it the next version and keeps it.</summary>
    public JsonObject Put(ResourcePath path, JsonObject changed)
    {
        changed["metadata"]!["resourceVersion"] = $"{++Version}";
        _objects = _objects.SetItem(Key(path), changed);
        return changed;
    }

    public void Remove(ResourcePath path)
    {
        Version++;
        _objects = _objects.Remove(Key(path));
    }
}
