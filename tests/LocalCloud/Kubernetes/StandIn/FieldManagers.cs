using System.Globalization;
using System.Text.Json.Nodes;

namespace LocalCloud.Kubernetes.StandIn;

/// <summary>Who owns which fields of one object: <c>metadata.managedFields</c>, and how writes change it.</summary>
internal sealed class FieldManagers
{
    private readonly Dictionary<(string Name, string Operation), (HashSet<FieldPath> Fields, string Time)> _managers = [];
    private readonly string _apiVersion;
    private readonly string _now;

    public FieldManagers(JsonObject? @object, string apiVersion, DateTimeOffset now)
    {
        _apiVersion = apiVersion;
        _now = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        foreach (var entry in @object?["metadata"]?["managedFields"]?.AsArray() ?? [])
        {
            _managers[(entry!["manager"]!.GetValue<string>(), entry["operation"]!.GetValue<string>())] =
                ([.. FieldsV1.Read(entry["fieldsV1"]!.AsObject())], entry["time"]!.GetValue<string>());
        }
    }

    /// <summary>The live object with the applied one laid over it, and what the manager had applied before and does not now taken away.</summary>
    /// <exception cref="KubernetesException">409: another manager has other values in these fields, and force was not asked for.</exception>
    public JsonObject Apply(JsonObject? live, JsonObject applied, string manager, bool force)
    {
        var key = (manager, "Apply");
        var fields = ObjectFields.Of(applied, withMaps: false);
        var merged = (live ?? Bare(applied)).DeepClone().AsObject();
        foreach (var (path, value) in fields)
        {
            ObjectFields.Set(merged, path, value);
        }

        foreach (var path in Owned(key).Where(path => !fields.ContainsKey(path) && !Others(key).Any(other => other.Fields.Contains(path))).ToArray())
        {
            ObjectFields.Remove(merged, path);
        }

        ObjectFields.Normalize(merged);
        Settle(live, merged, key, force);
        Take(key, [.. fields.Keys]);
        return Write(merged);
    }

    /// <summary>Whoever writes a field by an update owns it, alone.</summary>
    public JsonObject Update(JsonObject? live, JsonObject updated, string manager)
    {
        var key = (manager, "Update");
        ObjectFields.Normalize(updated);
        var (changed, removed) = Settle(live, updated, key, force: true);
        var owned = Owned(key).Union(changed).Except(removed).ToHashSet();
        Take(key, owned);
        if (changed.Count > 0 && _managers.TryGetValue(key, out var held))
        {
            _managers[key] = (held.Fields, _now);
        }

        return Write(updated);
    }

    // What changed is taken from the others, what is gone is owned by nobody.
    private (HashSet<FieldPath> Changed, HashSet<FieldPath> Removed) Settle(JsonObject? live, JsonObject result, (string, string) writer, bool force)
    {
        var (before, after) = (ObjectFields.Of(live, withMaps: true), ObjectFields.Of(result, withMaps: true));
        var changed = after.Where(field => !before.TryGetValue(field.Key, out var old) || !JsonNode.DeepEquals(old, field.Value))
            .Select(field => field.Key).ToHashSet();
        var removed = before.Keys.Where(path => !after.ContainsKey(path)).ToHashSet();

        var conflicts =
            from other in _managers
            where other.Key != writer
            orderby other.Key.Name, other.Key.Operation
            from path in other.Value.Fields.Where(changed.Contains).Order()
            select (other.Key, Path: path);
        if (!force && conflicts.ToArray() is { Length: > 0 } found)
        {
            throw Refusal(found);
        }

        foreach (var other in _managers.Keys.Where(other => other != writer).ToArray())
        {
            _managers[other].Fields.ExceptWith(changed);
            _managers[other].Fields.ExceptWith(removed);
            if (_managers[other].Fields.Count == 0)
            {
                _managers.Remove(other);
            }
        }

        return (changed, removed);
    }

    private void Take((string, string) key, HashSet<FieldPath> fields)
    {
        if (fields.Count == 0)
        {
            _managers.Remove(key);
        }
        else if (!_managers.TryGetValue(key, out var held) || !held.Fields.SetEquals(fields))
        {
            _managers[key] = (fields, _now);
        }
    }

    private HashSet<FieldPath> Owned((string, string) key) => _managers.TryGetValue(key, out var held) ? held.Fields : [];

    private IEnumerable<(HashSet<FieldPath> Fields, string Time)> Others((string, string) key) =>
        _managers.Where(other => other.Key != key).Select(other => other.Value);

    private KubernetesException Refusal(((string Name, string Operation) Manager, FieldPath Path)[] conflicts)
    {
        var message = conflicts.Length == 1
            ? $"Apply failed with 1 conflict: conflict with {Text(conflicts[0].Manager)}: {conflicts[0].Path}"
            : $"Apply failed with {conflicts.Length} conflicts: " + string.Join('\n', conflicts.GroupBy(conflict => conflict.Manager).Select(group =>
                $"conflicts with {Text(group.Key)}:\n" + string.Join('\n', group.Select(conflict => $"- {conflict.Path}"))));
        return new(409, "Conflict", message, new()
        {
            ["causes"] = FieldError.Causes(
                [.. conflicts.Select(conflict => new FieldError("FieldManagerConflict", $"{conflict.Path}", $"conflict with {Text(conflict.Manager)}"))]),
        });
    }

    private string Text((string Name, string Operation) manager) =>
        manager.Operation == "Update" ? $"\"{manager.Name}\" using {_apiVersion}" : $"\"{manager.Name}\"";

    private JsonObject Write(JsonObject @object)
    {
        var metadata = @object["metadata"]!.AsObject();
        metadata.Remove("managedFields");
        if (_managers.Count > 0)
        {
            metadata["managedFields"] = new JsonArray(
            [
                .. from manager in _managers
                   orderby manager.Key.Operation, manager.Value.Time, manager.Key.Name
                   select new JsonObject
                   {
                       ["manager"] = manager.Key.Name,
                       ["operation"] = manager.Key.Operation,
                       ["apiVersion"] = _apiVersion,
                       ["time"] = manager.Value.Time,
                       ["fieldsType"] = "FieldsV1",
                       ["fieldsV1"] = FieldsV1.Write(manager.Value.Fields),
                   },
            ]);
        }

        return @object;
    }

    private static JsonObject Bare(JsonObject applied) => new()
    {
        ["kind"] = applied["kind"]?.DeepClone(),
        ["apiVersion"] = applied["apiVersion"]?.DeepClone(),
        ["metadata"] = new JsonObject(),
    };
}
