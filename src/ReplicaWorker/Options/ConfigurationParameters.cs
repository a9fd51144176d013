using System.Globalization;
using System.Text.Json;

namespace ReplicaWorker.Options;

/// <summary>The four JSON parameters of the system that this one replaces, as configuration keys.</summary>
/// <remarks>
/// Their names and keys are that system's. Keys that mean nothing here, such as <c>lastSyncTimestamp</c>, are passed over; one
/// that is nearly a known key is taken for a misspelling, since a misspelt option must not be a silent default.
/// </remarks>
internal static class ConfigurationParameters
{
    private static readonly Key[] Keys =
    [
        new("cross-region-config", "primaryRegion", "Replica:PrimaryRegion", JsonKind.Text),
        new("cross-region-config", "replicationRegions", "Replica:ReplicationRegions", JsonKind.Texts),
        new("cross-region-config", "syncEnabled", "Replica:SyncEnabled", JsonKind.Flag),
        new("configmap-sync-config", "enabled", "ConfigMaps:Enabled", JsonKind.Flag),
        new("configmap-sync-config", "namespace", "ConfigMaps:Namespace", JsonKind.Text),
        new("configmap-sync-config", "configMapName", "ConfigMaps:ConfigMapName", JsonKind.Text),
        new("configmap-sync-config", "syncInterval", "ConfigMaps:SyncInterval", JsonKind.Interval),
        new("configmap-sync-config", "excludeSensitiveKeys", "ConfigMaps:ExcludeSensitiveKeys", JsonKind.Flag),
        new("configmap-sync-config", "includeKeys", "ConfigMaps:IncludeKeys", JsonKind.Texts),
        new("configmap-sync-config", "source", "ConfigMaps:Source", JsonKind.Text),
        new("configmap-sync-config", "clusters", "ConfigMaps:Clusters", JsonKind.Map),
        new("configmap-sync-config", "entries", "ConfigMaps:Entries", JsonKind.Map),

        // A pod's identity. This worker is in no cluster: what lets it in is the access entry of its task role.
        new("configmap-sync-config", "kubernetesServiceAccount", Option: null, JsonKind.Text),
    ];

    /// <summary>The last segments of the parameters' names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["cross-region-config", "gitops-config", "configmap-sync-config", "drift-detection-config"];

    /// <summary>What one parameter says.</summary>
    /// <param name="parameter">Its full name.</param>
    /// <param name="json">Its value.</param>
    /// <param name="mistakes">Notes what is wrong; never the value, which may be anything.</param>
    public static IEnumerable<KeyValuePair<string, string?>> Read(string parameter, string json, Mistakes mistakes)
    {
        JsonElement document;
        try
        {
            document = JsonElement.Parse(json);
        }
        catch (JsonException broken)
        {
            mistakes.Add(parameter, $"is not JSON (line {broken.LineNumber + 1}, byte {broken.BytePositionInLine})");
            return [];
        }

        if (document.ValueKind != JsonValueKind.Object)
        {
            mistakes.Add(parameter, "is not a JSON object");
            return [];
        }

        Key[] known = [.. Keys.Where(key => parameter.EndsWith("/" + key.Parameter, StringComparison.Ordinal))];
        return [.. document.EnumerateObject().SelectMany(member => Read(parameter, member, known, mistakes))];
    }

    private static IEnumerable<KeyValuePair<string, string?>> Read(string parameter, JsonProperty member, Key[] known, Mistakes mistakes)
    {
        if (Array.Find(known, key => key.Name == member.Name) is { } key)
        {
            if (Read(key.Option, member.Value, key.Kind) is { } read)
            {
                return read;
            }

            mistakes.Add(parameter, $"has a {key.Name} that is not {Described(key.Kind)}");
        }
        else if (Array.Find(known, key => Spelling.Distance(key.Name, member.Name) <= 2) is { } meant)
        {
            mistakes.Add(parameter, $"has a key {SettingsSection.Shown(member.Name)}; did you mean {meant.Name}?");
        }

        return [];
    }

    /// <summary>Null when the value is not of its kind; nothing for a key that is known and has no meaning here.</summary>
    private static IEnumerable<KeyValuePair<string, string?>>? Read(string? option, JsonElement value, JsonKind kind) =>
        kind == JsonKind.Map ? Leaves(option!, value)
        : Text(value, kind) is not { } text ? null
        : option is null ? []
        : [KeyValuePair.Create(option, (string?)text)];

    /// <summary>Objects within objects become sections; what stands in the innermost is a string or an array of them.</summary>
    private static List<KeyValuePair<string, string?>>? Leaves(string option, JsonElement value)
    {
        var leaves = new List<KeyValuePair<string, string?>>();
        foreach (var member in value.ValueKind == JsonValueKind.Object ? value.EnumerateObject().ToArray() : [])
        {
            var (key, inner) = ($"{option}:{member.Name}", member.Value);
            if (inner.ValueKind == JsonValueKind.Object && Leaves(key, inner) is { } within)
            {
                leaves.AddRange(within);
            }
            else if ((Text(inner, JsonKind.Text) ?? Text(inner, JsonKind.Texts)) is { } text)
            {
                leaves.Add(KeyValuePair.Create(key, (string?)text));
            }
            else
            {
                return null;
            }
        }

        return value.ValueKind == JsonValueKind.Object ? leaves : null;
    }

    private static string? Text(JsonElement value, JsonKind kind) => (kind, value.ValueKind) switch
    {
        (JsonKind.Interval, JsonValueKind.String) => Interval(value.GetString()!),
        (JsonKind.Text, JsonValueKind.String) => value.GetString(),
        (JsonKind.Flag, JsonValueKind.True) => "true",
        (JsonKind.Flag, JsonValueKind.False) => "false",
        (JsonKind.Texts, JsonValueKind.Array) when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            string.Join(',', value.EnumerateArray().Select(item => item.GetString())),
        _ => null,
    };

    /// <summary><c>30s</c>, <c>5m</c>, <c>1h</c> or <c>1d</c>, as options write it.</summary>
    private static string? Interval(string text) => text.Length is >= 2 and <= 6 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number).ToString("c", CultureInfo.InvariantCulture),
            'm' => TimeSpan.FromMinutes(number).ToString("c", CultureInfo.InvariantCulture),
            'h' => TimeSpan.FromHours(number).ToString("c", CultureInfo.InvariantCulture),
            'd' => TimeSpan.FromDays(number).ToString("c", CultureInfo.InvariantCulture),
            _ => null,
        }
        : null;

    private static string Described(JsonKind kind) => kind switch
    {
        JsonKind.Text => "a string",
        JsonKind.Texts => "an array of strings",
        JsonKind.Interval => "an interval such as 5m",
        JsonKind.Map => "an object of strings, of arrays of them, or of such objects",
        _ => "true or false",
    };

    private sealed record Key(string Parameter, string Name, string? Option, JsonKind Kind);

    private enum JsonKind
    {
        Text,
        Texts,
        Flag,
        Interval,
        Map,
    }
}
