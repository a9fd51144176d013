using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ReplicaWorker.Kubernetes;

/// <summary>The four calls on ConfigMaps that the worker makes of one cluster.</summary>
/// <remarks>Calls throw <see cref="KubernetesException"/>, after retries. Only "the server says there is none" is null.</remarks>
internal sealed class ConfigMapClient(ClusterConnection cluster)
{
    /// <summary>The name under which our fields are ours, in every cluster.</summary>
    public const string FieldManager = "replica-worker";

    /// <summary>Objects a page.</summary>
    public const int PageSize = 20;

    public string Cluster => cluster.Name;

    public async Task<ConfigMap?> FindAsync(string space, string name, CancellationToken stopping)
    {
        var what = What("get", space, name);
        var body = await cluster.SendAsync(() => new(HttpMethod.Get, Path(space, name)), what, absent: "configmaps", [], stopping);
        return body is { } found ? Parse(found, KubernetesJson.Default.ConfigMap, what) : null;
    }

    /// <summary>Every ConfigMap of a namespace with this label, page by page to the end.</summary>
    /// <returns>None when there is no such namespace: the server does not tell the two apart.</returns>
    public async Task<IReadOnlyList<ConfigMap>> ListAsync(string space, string label, string value, CancellationToken stopping)
    {
        var found = new List<ConfigMap>();
        var what = $"{cluster.Name}: list configmaps in {space}";
        var query = $"?labelSelector={Escape($"{label}={value}")}&limit={PageSize}";
        string? next = null;
        do
        {
            var path = Path(space, "") + query + (next is null ? "" : $"&continue={Escape(next)}");
            var body = await cluster.SendAsync(() => new(HttpMethod.Get, path), what, absent: null, [], stopping);
            var page = Parse(body!.Value, KubernetesJson.Default.ConfigMapList, what);
            found.AddRange(page.Items);
            next = page.Metadata.Continue;
        }
        while (!string.IsNullOrEmpty(next));

        return found;
    }

    /// <summary>Makes exactly these fields ours: creates, changes and prunes by one call, which may be repeated.</summary>
    /// <param name="wanted">The fields.</param>
    /// <param name="force">Take fields over that others own.</param>
    /// <param name="dryRun">The server checks and answers as if, and stores nothing.</param>
    /// <param name="stopping">Ends waiting.</param>
    public async Task<ConfigMap> ApplyAsync(AppliedConfigMap wanted, bool force, bool dryRun, CancellationToken stopping)
    {
        var what = What("apply", wanted.Namespace, wanted.Name);
        var json = wanted.ToJson();
        var path = $"{Path(wanted.Namespace, wanted.Name)}?fieldManager={FieldManager}&force={(force ? "true" : "false")}{(dryRun ? "&dryRun=All" : "")}";
        var body = await cluster.SendAsync(Request, what, absent: null, [.. wanted.Data.Values, .. wanted.BinaryData.Values], stopping);
        return Parse(body!.Value, KubernetesJson.Default.ConfigMap, what);

        HttpRequestMessage Request() => new(HttpMethod.Patch, path)
        {
            Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/apply-patch+yaml") } },
        };
    }

    /// <summary>Deletes one exact object, as it was seen. That it has gone meanwhile is as good.</summary>
    /// <exception cref="KubernetesException"><see cref="KubernetesFailure.Moved"/>: it is another one, or has changed.</exception>
    public Task DeleteAsync(string space, string name, string uid, string resourceVersion, bool dryRun, CancellationToken stopping)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", "v1");
            json.WriteString("kind", "DeleteOptions");
            json.WriteStartObject("preconditions");
            json.WriteString("uid", uid);
            json.WriteString("resourceVersion", resourceVersion);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        var options = body.ToArray();
        return cluster.SendAsync(Request, What("delete", space, name), absent: "configmaps", [], stopping);

        HttpRequestMessage Request() => new(HttpMethod.Delete, Path(space, name) + (dryRun ? "?dryRun=All" : ""))
        {
            Content = new ByteArrayContent(options) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
    }

    private string What(string verb, string space, string name) => $"{cluster.Name}: {verb} configmap {space}/{name}";

    /// <summary>Relative, so that a server below a path (a proxy for many clusters) is reached too.</summary>
    private static string Path(string space, string name) =>
        $"api/v1/namespaces/{Escape(space)}/configmaps{(name.Length == 0 ? "" : "/" + Escape(name))}";

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static T Parse<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type, string what)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            // Its message quotes what it could not read.
            throw new KubernetesException(KubernetesFailure.NotUnderstood, $"{what}: the answer is not this API's");
        }
    }
}
