using System.Text.Json;
using ReplicaWorker.Kubernetes;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>Who has set which field of an object, by its managedFields.</summary>
internal sealed class FieldOwners
{
    private const string Prefix = "f:";

    private static readonly string[] Maps = ["data", "binaryData", "labels", "annotations"];

    private readonly HashSet<string> _ours = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _others = new(StringComparer.Ordinal);

    public static FieldOwners Read(IEnumerable<ManagedFields> entries)
    {
        var owners = new FieldOwners();
        foreach (var entry in entries.Where(entry => entry.FieldsV1 is { ValueKind: JsonValueKind.Object }))
        {
            var fields = entry.FieldsV1!.Value;
            var metadata = Member(fields, "metadata");
            owners.Add(entry, Maps[0], Member(fields, Maps[0]));
            owners.Add(entry, Maps[1], Member(fields, Maps[1]));
            owners.Add(entry, Maps[2], metadata is { } of ? Member(of, Maps[2]) : null);
            owners.Add(entry, Maps[3], metadata is { } on ? Member(on, Maps[3]) : null);
        }

        return owners;
    }

    /// <param name="field">A map and a key: <c>data/log_level</c>.</param>
    public bool IsOurs(string field) => _ours.Contains(field);

    /// <summary>Keys of a map that are ours.</summary>
    public IEnumerable<string> Ours(string map) =>
        _ours.Where(field => field.StartsWith(map + "/", StringComparison.Ordinal)).Select(field => field[(map.Length + 1)..]);

    /// <summary>The other managers of a field, in order.</summary>
    public IReadOnlyCollection<string> Others(string field) => _others.TryGetValue(field, out var managers) ? managers : [];

    private void Add(ManagedFields entry, string map, JsonElement? keys)
    {
        if (keys is not { ValueKind: JsonValueKind.Object } members)
        {
            return;
        }

        var isOurs = entry is { Manager: ConfigMapClient.FieldManager, Operation: "Apply" };
        foreach (var member in members.EnumerateObject().Where(member => member.Name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var field = $"{map}/{member.Name[Prefix.Length..]}";
            if (isOurs)
            {
                _ours.Add(field);
            }
            else
            {
                (_others.TryGetValue(field, out var managers) ? managers : _others[field] = new(StringComparer.Ordinal)).Add(entry.Manager);
            }
        }
    }

    private static JsonElement? Member(JsonElement fields, string name) =>
        fields.ValueKind == JsonValueKind.Object && fields.TryGetProperty(Prefix + name, out var member) ? member : null;
}
