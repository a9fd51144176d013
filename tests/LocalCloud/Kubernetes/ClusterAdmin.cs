using System.Text;
using System.Text.Json.Nodes;
using LocalCloud.Kubernetes.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LocalCloud.Kubernetes;

/// <summary>The cluster's administrator: what a test prepares and looks at. By the same API as everybody, without log and faults.</summary>
public sealed class ClusterAdmin
{
    private static readonly TimeSpan Propagation = TimeSpan.FromSeconds(10);
    private static readonly Caller Administrator = new(KubernetesUser.Admin, ByCertificate: true);
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";

    private readonly KubernetesCluster _cluster;

    private readonly IKubernetesApi? _api;

    /// <param name="cluster">Whose.</param>
    /// <param name="api">The cluster's, while it is not yet open to others.</param>
    internal ClusterAdmin(KubernetesCluster cluster, IKubernetesApi? api = null) => (_cluster, _api) = (cluster, api);

    /// <summary>The whole object; nothing when it is not there.</summary>
    public async Task<JsonObject?> ReadConfigMapAsync(string @namespace, string name)
    {
        var (status, body) = await SendAsync("GET", PathOf(@namespace, name));
        return status == StatusCodes.Status404NotFound ? null : Success(status, body);
    }

    /// <summary>Its <c>data</c>; nothing when it is not there.</summary>
    public async Task<IReadOnlyDictionary<string, string>?> ReadDataAsync(string @namespace, string name) =>
        await ReadConfigMapAsync(@namespace, name) is { } read
            ? (read["data"]?.AsObject() ?? []).ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>(), StringComparer.Ordinal)
            : null;

    public async Task<IReadOnlyList<JsonObject>> ListConfigMapsAsync(string @namespace)
    {
        var (status, body) = await SendAsync("GET", PathOf(@namespace));
        return [.. Success(status, body)["items"]!.AsArray().Select(item => item!.AsObject())];
    }

    /// <summary>Creates or replaces the whole object, as <c>kubectl replace</c> does.</summary>
    /// <param name="namespace">Must exist.</param>
    /// <param name="name">The ConfigMap's.</param>
    /// <param name="data">All of it.</param>
    /// <param name="manager">Who owns the fields then, by an update.</param>
    /// <param name="more">Merged into the object: labels, binaryData, immutable.</param>
    public async Task<JsonObject> WriteConfigMapAsync(
        string @namespace, string name, IReadOnlyDictionary<string, string> data, string manager = "test", JsonObject? more = null)
    {
        var body = Body(name, data, more);
        var (status, answer) = await SendAsync("PUT", PathOf(@namespace, name), body, query: ("fieldManager", manager));
        if (status == StatusCodes.Status404NotFound)
        {
            (status, answer) = await SendAsync("POST", PathOf(@namespace), body, query: ("fieldManager", manager));
        }

        return Success(status, answer);
    }

    /// <summary>Server-side apply by another manager.</summary>
    public async Task<JsonObject> ApplyConfigMapAsync(
        string @namespace, string name, IReadOnlyDictionary<string, string> data, string manager, bool force = false, JsonObject? more = null)
    {
        var (status, body) = await SendAsync(
            "PATCH", PathOf(@namespace, name), Body(name, data, more), "application/apply-patch+yaml",
            ("fieldManager", manager), ("force", force ? "true" : "false"));
        return Success(status, body);
    }

    /// <returns>Whether it was there.</returns>
    public async Task<bool> DeleteConfigMapAsync(string @namespace, string name)
    {
        var (status, body) = await SendAsync("DELETE", PathOf(@namespace, name));
        return status != StatusCodes.Status404NotFound && Success(status, body) is not null;
    }

    /// <summary>Who owns which fields; none for an object that is not there.</summary>
    public async Task<IReadOnlyList<FieldOwner>> FieldOwnersAsync(string @namespace, string name) =>
        FieldOwner.Of(await ReadConfigMapAsync(@namespace, name));

    /// <summary>One that is there already is left alone.</summary>
    public async Task CreateNamespaceAsync(string name)
    {
        var (status, body) = await SendAsync("POST", "/api/v1/namespaces", Object("v1", "Namespace", name));
        Accept(status, body);
    }

    /// <summary>A Role on ConfigMaps of the namespace and its binding; an earlier grant to the group there is replaced.</summary>
    /// <param name="group">Of an access entry or a token.</param>
    /// <param name="namespace">Must exist.</param>
    /// <param name="verbs">None takes the grant away.</param>
    public async Task GrantAsync(string group, string @namespace, params IReadOnlyList<string> verbs)
    {
        var role = Object("rbac.authorization.k8s.io/v1", "Role", group);
        role["rules"] = new JsonArray(new JsonObject
        {
            ["apiGroups"] = new JsonArray(""),
            ["resources"] = new JsonArray("configmaps"),
            ["verbs"] = new JsonArray([.. verbs.Select(verb => JsonValue.Create(verb))]),
        });
        var binding = Object("rbac.authorization.k8s.io/v1", "RoleBinding", group);
        binding["subjects"] = new JsonArray(new JsonObject { ["kind"] = "Group", ["apiGroup"] = "rbac.authorization.k8s.io", ["name"] = group });
        binding["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "Role", ["name"] = group };

        await SendAsync("DELETE", $"{Rbac}/namespaces/{@namespace}/roles/{group}");
        if (verbs.Count > 0)
        {
            var (status, body) = await SendAsync("POST", $"{Rbac}/namespaces/{@namespace}/roles", role);
            Success(status, body);
            (status, body) = await SendAsync("POST", $"{Rbac}/namespaces/{@namespace}/rolebindings", binding);
            Accept(status, body);
        }

        foreach (var verb in ClusterOptions.WorkerVerbs.Union(verbs, StringComparer.Ordinal))
        {
            await WaitUntilAsync(verbs.Contains(verb, StringComparer.Ordinal), group, @namespace, verb);
        }
    }

    /// <summary>The namespaces of the options, each with what the worker may do there.</summary>
    internal async Task PrepareAsync()
    {
        foreach (var @namespace in _cluster.Options.WorkerNamespaces.Prepend("default").Distinct(StringComparer.Ordinal))
        {
            await CreateNamespaceAsync(@namespace);
        }

        foreach (var @namespace in _cluster.Options.WorkerNamespaces)
        {
            await GrantAsync(ClusterOptions.WorkerGroup, @namespace, ClusterOptions.WorkerVerbs);
        }
    }

    /// <summary>Any request of the API, as the administrator.</summary>
    public async Task<(int Status, JsonObject Body)> SendAsync(
        string method, string path, JsonObject? body = null, string contentType = "application/json", params IReadOnlyList<(string Name, string Value)> query)
    {
        var target = QueryHelpers.AddQueryString(path, query.Select(pair => KeyValuePair.Create<string, string?>(pair.Name, pair.Value)));
        var headers = new HeaderDictionary { ["Content-Type"] = contentType, ["Accept"] = "application/json", ["User-Agent"] = "local-cloud" };
        var parsed = new QueryCollection(query.ToDictionary(
            pair => pair.Name, pair => new Microsoft.Extensions.Primitives.StringValues(pair.Value), StringComparer.OrdinalIgnoreCase));
        var request = new KubernetesRequest(method, target, path, parsed, headers, Encoding.UTF8.GetBytes(body?.ToJsonString() ?? ""));
        var answer = await (_api ?? await _cluster.ApiAsync()).AnswerAsync(request, Administrator, CancellationToken.None);
        return (answer.Status, JsonNode.Parse(answer.Body.Span)!.AsObject());
    }

    // A real server learns of its own roles a moment after they are written.
    private async Task WaitUntilAsync(bool allowed, string group, string @namespace, string verb)
    {
        using var limit = new CancellationTokenSource(Propagation);
        while (true)
        {
            var review = Object("authorization.k8s.io/v1", "SubjectAccessReview", "");
            review["spec"] = new JsonObject
            {
                ["groups"] = new JsonArray(group),
                ["resourceAttributes"] = new JsonObject { ["namespace"] = @namespace, ["verb"] = verb, ["resource"] = "configmaps" },
            };
            var (status, body) = await SendAsync("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews", review);
            if (Success(status, body)["status"]!["allowed"]!.GetValue<bool>() == allowed)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), limit.Token);
        }
    }

    private static JsonObject Body(string name, IReadOnlyDictionary<string, string> data, JsonObject? more)
    {
        var body = Object("v1", "ConfigMap", name);
        body["data"] = new JsonObject(data.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value))));
        foreach (var (member, value) in more ?? [])
        {
            if (member == "metadata")
            {
                foreach (var (field, given) in value!.AsObject())
                {
                    body["metadata"]![field] = given?.DeepClone();
                }
            }
            else
            {
                body[member] = value?.DeepClone();
            }
        }

        return body;
    }

    private static JsonObject Object(string apiVersion, string kind, string name) =>
        new() { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = name.Length > 0 ? new JsonObject { ["name"] = name } : [] };

    private static string PathOf(string @namespace, string? name = null) =>
        $"/api/v1/namespaces/{@namespace}/configmaps" + (name is null ? "" : "/" + name);

    private static void Accept(int status, JsonObject body)
    {
        if (status != StatusCodes.Status409Conflict)
        {
            Success(status, body);
        }
    }

    private static JsonObject Success(int status, JsonObject body) => status is >= 200 and < 300
        ? body
        : throw new InvalidOperationException($"{status}: {body["message"]}");
}
