using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using LocalCloud.Kubernetes;

namespace ReplicaWorker.RealTests.LocalCloud.Kubernetes;

/// <summary>An answer of a cluster's API.</summary>
internal sealed record KubernetesReply(HttpStatusCode Code, JsonObject Body, HttpResponseHeaders Headers)
{
    public int Status => (int)Code;

    public string? Reason => Body["reason"]?.GetValue<string>();

    public string? Message => Body["message"]?.GetValue<string>();

    public IEnumerable<(string? Reason, string? Field)> Causes => (Body["details"]?["causes"]?.AsArray() ?? [])
        .Select(cause => (cause!["reason"]?.GetValue<string>(), cause["field"]?.GetValue<string>()));

    public IReadOnlyList<FieldOwner> Owners => FieldOwner.Of(Body);
}

/// <summary>Requests of ConfigMaps as they look on the wire, by one identity.</summary>
internal sealed class KubernetesWire(KubernetesCluster cluster, string? token) : IDisposable
{
    private readonly HttpClient _http = cluster.CreateClient(token);

    public static string PathOf(string name = "", string @namespace = "default") =>
        $"/api/v1/namespaces/{@namespace}/configmaps" + (name.Length > 0 ? "/" + name : "");

    public static JsonObject ConfigMap(string name, JsonObject? data = null, JsonObject? more = null)
    {
        var map = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = name } };
        if (data is not null)
        {
            map["data"] = data;
        }

        foreach (var (member, value) in more ?? [])
        {
            map[member] = value?.DeepClone();
        }

        return map;
    }

    public Task<KubernetesReply> GetAsync(string path) => SendAsync("GET", path);

    public Task<KubernetesReply> PostAsync(string path, JsonObject body) => SendAsync("POST", path, body);

    public Task<KubernetesReply> PutAsync(string path, JsonObject body) => SendAsync("PUT", path, body);

    public Task<KubernetesReply> DeleteAsync(string path, JsonObject? options = null) => SendAsync("DELETE", path, options);

    public Task<KubernetesReply> ApplyAsync(JsonObject configMap, string manager, string query = "", string @namespace = "default") => SendAsync(
        "PATCH", PathOf(configMap["metadata"]!["name"]!.GetValue<string>(), @namespace) + $"?fieldManager={manager}{query}",
        configMap, "application/apply-patch+yaml");

    public async Task<KubernetesReply> SendAsync(string method, string path, JsonNode? body = null, string contentType = "application/json", string agent = "wire/1")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.UserAgent.ParseAdd(agent);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
            request.Content.Headers.ContentType = new(contentType);
        }

        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType == "application/json" ? JsonNode.Parse(text)!.AsObject() : new() { ["message"] = text },
            response.Headers);
    }

    public void Dispose() => _http.Dispose();
}
