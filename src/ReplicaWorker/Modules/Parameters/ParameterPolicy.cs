using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.SimpleSystemsManagement.Model;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>One policy of an advanced parameter.</summary>
/// <param name="Text">The JSON object as the service gave it: what PutParameter takes.</param>
/// <param name="Canonical">The same with sorted members and one spelling of time, for comparing.</param>
/// <param name="ExpiresAt">When the parameter deletes itself; null for the two kinds of notification.</param>
/// <param name="IsFinished">It has sent its notification. An Expiration has never finished while its parameter is there.</param>
internal sealed record ParameterPolicy(string Text, string Canonical, DateTimeOffset? ExpiresAt, bool IsFinished)
{
    /// <summary>What PutParameter takes for "no policies from now on".</summary>
    public const string None = "[{}]";

    /// <summary>From the shape of DescribeParameters.</summary>
    /// <param name="policies">Null, empty, or objects without members where there are none.</param>
    public static ImmutableArray<ParameterPolicy> ReadAll(IEnumerable<ParameterInlinePolicy>? policies) =>
        [.. (policies ?? []).Select(Read).OfType<ParameterPolicy>().OrderBy(policy => policy.Canonical, StringComparer.Ordinal)];

    /// <summary>To the shape of PutParameter.</summary>
    public static string ToJson(IEnumerable<ParameterPolicy> policies) => $"[{string.Join(',', policies.Select(policy => policy.Text))}]";

    private static ParameterPolicy? Read(ParameterInlinePolicy policy)
    {
        if (policy.PolicyText is not { Length: > 0 } text)
        {
            return null;
        }

        if (Parse(text) is not { } json)
        {
            return new(text, text, null, policy.PolicyStatus == "Finished");   // compared as it stands, and for the service to judge
        }

        if (json.Count == 0)
        {
            return null;
        }

        var time = json["Type"]?.ToString() == "Expiration" ? (json["Attributes"] as JsonObject)?["Timestamp"]?.ToString() : null;
        DateTimeOffset? expires = DateTimeOffset.TryParse(time, null, System.Globalization.DateTimeStyles.AssumeUniversal, out var at) ? at : null;
        if (expires is { } instant)
        {
            json["Attributes"]!["Timestamp"] = instant.ToUniversalTime().ToString("O");
        }

        return new(text, Sorted(json)!.ToJsonString(), expires, expires is null && policy.PolicyStatus == "Finished");
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node is JsonObject members
        ? new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value))))
        : node?.DeepClone();
}
