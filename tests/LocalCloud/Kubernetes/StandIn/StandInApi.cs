using System.Text.Json.Nodes;
using LocalCloud.Kubernetes.Authentication;

namespace LocalCloud.Kubernetes.StandIn;

/// <summary>Stands in for a kube-apiserver: ConfigMaps, namespaces and RBAC, with the real one's answers (1.20) where tests compare both.</summary>
/// <remarks>No watches, no admission besides namespaces, no garbage collection; a deleted namespace stays Terminating, as without controllers.</remarks>
internal sealed class StandInApi : IKubernetesApi
{
    private const int MaxBody = 3 * 1024 * 1024;

    private readonly RbacAuthorizer _rbac;
    private readonly ObjectReads _reads;
    private readonly ObjectWrites _writes;

    public StandInApi(TimeProvider time, Ids ids)
    {
        var store = new ObjectStore();
        _rbac = new(store);
        _reads = new(store);
        _writes = new(store, _rbac, time, ids);
    }

    public Task<KubernetesAnswer> AnswerAsync(KubernetesRequest request, Caller caller, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult(Answer(request, caller.User ?? throw KubernetesException.Unauthorized()));
        }
        catch (KubernetesException refusal)
        {
            return Task.FromResult(refusal.Answer());
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private KubernetesAnswer Answer(KubernetesRequest request, KubernetesUser user)
    {
        if (ResourcePath.Parse(request.Path) is not { } path)
        {
            return NonResource(request, user);
        }

        var verb = path.Verb(request.Method) ?? throw KubernetesException.NotAllowed();
        if (!_rbac.Allows(user, verb, path.Kind.Group, path.Kind.Plural, path.Scope, path.Name))
        {
            var where = path.Scope.Length > 0 ? $"in the namespace \"{path.Scope}\"" : "at the cluster scope";
            throw KubernetesException.Forbidden(
                path.Kind, path.Name, $"User \"{user.Name}\" cannot {verb} resource \"{path.Kind.Plural}\" in API group \"{path.Kind.Group}\" {where}");
        }

        if (request.Body.Length > MaxBody)
        {
            throw KubernetesException.TooLarge(MaxBody);
        }

        if (path.Kind.IsReview)
        {
            return verb == "create" ? Review(path.Kind, request, user) : throw KubernetesException.NotAllowed();
        }

        return verb switch
        {
            "get" => _reads.Get(path),
            "list" => _reads.List(path, request.Query),
            "create" => _writes.Create(path, request),
            "update" => _writes.Replace(path, request),
            "patch" => _writes.Patch(path, request, user),
            "delete" => _writes.Delete(path, request),
            _ => throw KubernetesException.NotAllowed(),
        };
    }

    private static KubernetesAnswer NonResource(KubernetesRequest request, KubernetesUser user)
    {
        var verb = request.Method.ToLowerInvariant();
        return !RbacAuthorizer.MayGet(user, request.Path)
            ? throw new KubernetesException(403, "Forbidden", $"forbidden: User \"{user.Name}\" cannot {verb} path \"{request.Path}\"", [])
            : Discovery.Answer(request.Path) ?? throw KubernetesException.NoSuchResource();
    }

    private KubernetesAnswer Review(ResourceKind kind, KubernetesRequest request, KubernetesUser user)
    {
        var review = ObjectBody.Read(kind, request.Body);
        if (kind == ResourceKind.SubjectAccessReviews)
        {
            user = new(review["spec"]?["user"]?.GetValue<string>() ?? "", [.. (review["spec"]?["groups"]?.AsArray() ?? []).Select(group => group!.GetValue<string>())]);
        }

        var asked = review["spec"]?["resourceAttributes"];
        string Text(string name) => asked?[name]?.GetValue<string>() ?? "";
        review["status"] = new JsonObject
        {
            ["allowed"] = _rbac.Allows(user, Text("verb"), Text("group"), Text("resource"), Text("namespace"), Text("name")),
        };
        return KubernetesAnswer.Json(201, review);
    }
}
