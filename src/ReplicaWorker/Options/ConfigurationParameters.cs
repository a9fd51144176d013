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
        new("cross-region-config", "driftDetectionEnabled", "Drift:Enabled", JsonKind.Flag),
        new("drift-detection-config", "enabled", "Drift:Enabled", JsonKind.Flag),
        new("drift-detection-config", "checkInterval", "Drift:CheckInterval", JsonKind.Text),
        new("drift-detection-config", "alertThreshold", "Drift:Threshold", JsonKind.Number),
        new("drift-detection-config", "autoRemediation", "Drift:Remediate", JsonKind.Flag),
        new("drift-detection-config", "includeSecrets", "Drift:IncludeSecrets", JsonKind.Flag),
        new("drift-detection-config", "includeParameters", "Drift:IncludeParameters", JsonKind.Flag),
        new("drift-detection-config", "includeConfigMaps", "Drift:IncludeConfigMaps", JsonKind.Flag),
        new("drift-detection-config", "retentionDays", "Drift:RetentionDays", JsonKind.Number),
        new("drift-detection-config", "ignoreRules", "Drift:IgnoreRules", JsonKind.Rules),
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

    /// <summary>What two parameters say of one option, which only switches are: it is on when both say so.</summary>
    public static KeyValuePair<string, string?> Together(IEnumerable<KeyValuePair<string, string?>> same) =>
        same.OrderBy(pair => pair.Value == "false" ? 0 : 1).First();

    private static IEnumerable<KeyValuePair<string, string?>> Read(string parameter, JsonProperty member, Key[] known, Mistakes mistakes)
    {
        if (Array.Find(known, key => key.Name == member.Name) is { } key)
        {
            if (Text(member.Value, key.Kind) is { } text)
            {
                return [KeyValuePair.Create(key.Option, (string?)text)];
            }

            mistakes.Add(parameter, $"has a {key.Name} that is not {Described(key.Kind)}");
        }
        else if (Array.Find(known, key => Spelling.Distance(key.Name, member.Name) <= 2) is { } meant)
        {
            mistakes.Add(parameter, $"has a key {SettingsSection.Shown(member.Name)}; did you mean {meant.Name}?");
        }

        return [];
    }

    private static string? Text(JsonElement value, JsonKind kind) => (kind, value.ValueKind) switch
    {
        (JsonKind.Text, JsonValueKind.String) => value.GetString(),
        (JsonKind.Flag, JsonValueKind.True) => "true",
        (JsonKind.Flag, JsonValueKind.False) => "false",
        (JsonKind.Number, JsonValueKind.Number) when value.TryGetInt32(out var number) => number.ToString(CultureInfo.InvariantCulture),
        (JsonKind.Rules, JsonValueKind.Array) when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            string.Join(';', value.EnumerateArray().Select(item => item.GetString())),
        (JsonKind.Texts, JsonValueKind.Array) when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            string.Join(',', value.EnumerateArray().Select(item => item.GetString())),
        _ => null,
    };

    private static string Described(JsonKind kind) => kind switch
    {
        JsonKind.Text => "a string",
        JsonKind.Number => "a whole number",
        JsonKind.Texts or JsonKind.Rules => "an array of strings",
        _ => "true or false",
    };

    private sealed record Key(string Parameter, string Name, string Option, JsonKind Kind);

    private enum JsonKind
    {
        Text,
        Texts,
        Flag,
        Number,

        /// <summary>Texts that may hold commas.</summary>
        Rules,
    }
}
