using System.Text.Json.Nodes;
using LocalCloud.Bus;

namespace ReplicaWorker.RealTests;

/// <summary>The names of what an event is about: repository, parameter or secret.</summary>
internal static class EventSubjects
{
    private const string SecretMark = ":secret:";

    /// <summary>Characters that Secrets Manager adds to a name in an ARN: a dash and six.</summary>
    private const int Suffix = 7;

    public static IEnumerable<string> Of(CloudEvent published)
    {
        var (detail, request) = (published.Detail, published.Detail["requestParameters"] as JsonObject);
        JsonNode?[] places =
        [
            detail["repositoryName"], detail["name"], detail["parameter-name"],
            request?["repositoryName"], request?["name"], request?["secretId"], request?["resourceId"],
            .. request?["names"] as JsonArray ?? [],
            (detail["additionalEventData"] as JsonObject)?["SecretId"],
        ];
        return places.OfType<JsonValue>().Select(place => place.TryGetValue<string>(out var text) ? NameIn(text) : "").Where(name => name.Length > 0);
    }

    private static string NameIn(string text) =>
        text.StartsWith("arn:", StringComparison.Ordinal) && text.IndexOf(SecretMark, StringComparison.Ordinal) is > 0 and var at
            ? text[(at + SecretMark.Length)..^Suffix]
            : text;
}
