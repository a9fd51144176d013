using System.Text.Json.Nodes;

namespace LocalCloud.Kubernetes.StandIn;

/// <summary>What the API says about itself: as much as kubectl asks before it gets or applies something.</summary>
internal static class Discovery
{
    /// <summary>Nothing for a path that is not discovery.</summary>
    public static KubernetesAnswer? Answer(string path) => path.TrimEnd('/') switch
    {
        "/healthz" or "/livez" or "/readyz" => KubernetesAnswer.Text(200, "ok"),
        "/version" => KubernetesAnswer.Json(200, new JsonObject
        {
            ["major"] = "1", ["minor"] = "20", ["gitVersion"] = "v1.20.2-local", ["gitCommit"] = "", ["gitTreeState"] = "clean",
            ["buildDate"] = "1970-01-01T00:00:00Z", ["goVersion"] = "", ["compiler"] = "", ["platform"] = "linux/amd64",
        }),
        "/api" => KubernetesAnswer.Json(200, new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1") }),
        "/apis" => KubernetesAnswer.Json(200, new JsonObject
        {
            ["kind"] = "APIGroupList", ["apiVersion"] = "v1",
            ["groups"] = new JsonArray([.. Groups().Select(Group)]),
        }),
        "/api/v1" => Resources(""),
        _ => Groups().FirstOrDefault(group => path.TrimEnd('/') == $"/apis/{group}/v1") is { } group ? Resources(group) : null,
    };

    private static IEnumerable<string> Groups() => ResourceKind.All.Select(kind => kind.Group).Where(group => group.Length > 0).Distinct(StringComparer.Ordinal);

    private static JsonObject Group(string name)
    {
        JsonObject Version() => new() { ["groupVersion"] = name + "/v1", ["version"] = "v1" };
        return new() { ["name"] = name, ["versions"] = new JsonArray(Version()), ["preferredVersion"] = Version() };
    }

    private static KubernetesAnswer Resources(string group) => KubernetesAnswer.Json(200, new JsonObject
    {
        ["kind"] = "APIResourceList",
        ["groupVersion"] = group.Length > 0 ? group + "/v1" : "v1",
        ["resources"] = new JsonArray([.. ResourceKind.All.Where(kind => kind.Group == group).Select(kind => kind.Described())]),
    });
}
