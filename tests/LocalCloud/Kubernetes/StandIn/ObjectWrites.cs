using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud.Kubernetes.Authentication;
using Microsoft.AspNetCore.Http;

namespace LocalCloud.Kubernetes.StandIn;

/// <summary>POST, PUT, PATCH and DELETE: one at a time, each with the object as it is then.</summary>
internal sealed class ObjectWrites(ObjectStore store, RbacAuthorizer rbac, TimeProvider time, Ids ids)
{
    private const string Modified = "the object has been modified; please apply your changes to the latest version and try again";

    private static readonly string[] ServersOwn = ["uid", "creationTimestamp", "deletionTimestamp", "generateName"];

    public KubernetesAnswer Create(ResourcePath collection, KubernetesRequest request)
    {
        var options = WriteOptions.Read(request, "CreateOptions");
        var body = ObjectBody.Read(collection.Kind, request.Body);
        var metadata = Metadata(body, collection.Namespace);
        if (Text(metadata, "name").Length == 0 && Text(metadata, "generateName") is { Length: > 0 } prefix)
        {
            metadata["name"] = prefix + ids.Next()[..5];
        }

        metadata.Remove("resourceVersion");
        var path = collection with { Name = Text(metadata, "name") };
        lock (store.Gate)
        {
            return store.Find(path) is { } there && path.Name.Length > 0
                ? throw KubernetesException.AlreadyExists(path.Kind, path.Name, there["metadata"]!["deletionTimestamp"] is not null)
                : Keep(path, live: null, Managers(null, path).Update(null, body, options.Manager), options);
        }
    }

    public KubernetesAnswer Replace(ResourcePath path, KubernetesRequest request)
    {
        var options = WriteOptions.Read(request, "UpdateOptions");
        var body = ObjectBody.Read(path.Kind, request.Body);
        if (Text(Metadata(body, path.Namespace), "name") is { Length: 0 })
        {
            throw KubernetesException.BadRequest($"the name of the object ({path.Name} based on URL) was undeterminable: name must be provided");
        }

        RequireName(path, body);
        lock (store.Gate)
        {
            var live = Live(path);
            if (Text(body["metadata"]!, "uid") is { Length: > 0 } uid && uid != Text(live["metadata"]!, "uid"))
            {
                throw KubernetesException.Conflict(path.Kind.Qualified, path.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {Text(live["metadata"]!, "uid")}");
            }

            RequireVersion(path, live, body);
            return Keep(path, live, Managers(live, path).Update(live, Adopt(live, body), options.Manager), options);
        }
    }

    public KubernetesAnswer Patch(ResourcePath path, KubernetesRequest request, KubernetesUser user)
    {
        if (request.ContentType is "application/apply-patch+yaml")
        {
            return Apply(path, request, user);
        }

        var options = WriteOptions.Read(request, "PatchOptions");
        if (request.ContentType is not ("application/merge-patch+json" or "application/strategic-merge-patch+json" or "application/json-patch+json"))
        {
            throw new KubernetesException(StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType", "415: Unsupported Media Type", []);
        }

        lock (store.Gate)
        {
            var live = Live(path);
            var patched = request.ContentType == "application/json-patch+json"
                ? Patches.Apply(live, JsonNode.Parse(request.Body.Span)!.AsArray())
                : Patches.Merge(live, ObjectBody.Parse(request.Body) ?? throw KubernetesException.BadRequest("the patch is not a JSON object"));
            ObjectBody.CheckTypes(path.Kind, patched);
            RequireVersion(path, live, patched);
            return Keep(path, live, Managers(live, path).Update(live, Adopt(live, patched), options.Manager), options);
        }
    }

    public KubernetesAnswer Delete(ResourcePath path, KubernetesRequest request)
    {
        var asked = ObjectBody.Parse(request.Body);
        var dryRun = WriteOptions.Read(request, "DeleteOptions").DryRun
            || (asked?["dryRun"]?.AsArray() ?? []).Any(item => item!.GetValue<string>() == "All");
        lock (store.Gate)
        {
            var live = Live(path);
            RequirePrecondition(path, live, asked, "uid", "UID", "The object might have been deleted and then recreated");
            RequirePrecondition(path, live, asked, "resourceVersion", "ResourceVersion", "The object might have been modified");
            if (path.Kind == ResourceKind.Namespaces)
            {
                return Keep(path, live, Terminating(live), new("", dryRun));
            }

            if (!dryRun)
            {
                store.Remove(path);
            }

            return KubernetesAnswer.Json(200, new JsonObject
            {
                ["kind"] = "Status",
                ["apiVersion"] = "v1",
                ["metadata"] = new JsonObject(),
                ["status"] = "Success",
                ["details"] = new JsonObject { ["name"] = path.Name, ["kind"] = path.Kind.Plural, ["uid"] = Text(live["metadata"]!, "uid") },
            });
        }
    }

    private KubernetesAnswer Apply(ResourcePath path, KubernetesRequest request, KubernetesUser user)
    {
        var options = WriteOptions.Read(request, "PatchOptions", managerRequired: true);
        var applied = ObjectBody.ReadApplied(path.Kind, request.Body);
        var metadata = Metadata(applied, path.Namespace);
        metadata["name"] ??= path.Name;
        RequireName(path, applied);

        lock (store.Gate)
        {
            var live = store.Find(path);
            if (live is null)
            {
                if (Text(metadata, "uid") is { Length: > 0 } uid)
                {
                    throw KubernetesException.Conflict(
                        path.Kind.Qualified, path.Name, $"uid mismatch: the provided object specified uid {uid}, and no existing object was found");
                }

                if (!rbac.Allows(user, "create", path.Kind.Group, path.Kind.Plural, path.Namespace, path.Name))
                {
                    throw KubernetesException.Forbidden(path.Kind, path.Name, "");
                }

                RequireNamespace(path);
            }
            else
            {
                RequireVersion(path, live, applied);
            }

            var result = Managers(live, path).Apply(live, applied, options.Manager, options.Force);
            foreach (var own in (string[])["name", "namespace", "uid"])
            {
                result["metadata"]![own] = metadata[own]?.DeepClone() ?? result["metadata"]![own]?.DeepClone();
            }

            return Keep(path, live, result, options);
        }
    }

    // Checked and, unless it equals what is there or is only rehearsed, stored.
    private KubernetesAnswer Keep(ResourcePath path, JsonObject? live, JsonObject result, WriteOptions options)
    {
        var metadata = result["metadata"]!.AsObject();
        foreach (var absent in metadata.Where(pair => pair.Value is null).Select(pair => pair.Key).ToArray())
        {
            metadata.Remove(absent);
        }

        if (live is null)
        {
            RequireNamespace(path);
            metadata["uid"] = ids.Next();
            metadata["creationTimestamp"] = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            if (path.Kind == ResourceKind.Namespaces)
            {
                result["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") };
                result["status"] = new JsonObject { ["phase"] = "Active" };
            }
        }

        ObjectRules.Check(path.Kind, live, result);
        if (live is not null)
        {
            metadata["resourceVersion"] = live["metadata"]!["resourceVersion"]!.DeepClone();
        }

        var kept = options.DryRun || JsonNode.DeepEquals(live, result) ? result : store.Put(path, result);
        return KubernetesAnswer.Json(live is null ? 201 : 200, kept);
    }

    private void RequireNamespace(ResourcePath path)
    {
        if (!path.Kind.Namespaced)
        {
            return;
        }

        var there = store.Find(new(ResourceKind.Namespaces, "", path.Namespace)) ?? throw KubernetesException.NotFound(ResourceKind.Namespaces, path.Namespace);
        if (there["status"]?["phase"]?.GetValue<string>() == "Terminating")
        {
            throw KubernetesException.Forbidden(
                path.Kind, path.Name, $"unable to create new content in namespace {path.Namespace} because it is being terminated",
                new FieldError("NamespaceTerminating", "metadata.namespace", $"namespace {path.Namespace} is being terminated"));
        }
    }

    private JsonObject Live(ResourcePath path) => store.Find(path) ?? throw KubernetesException.NotFound(path.Kind, path.Name);

    private FieldManagers Managers(JsonObject? live, ResourcePath path) => new(live, path.Kind.GroupVersion, time.GetUtcNow());

    private JsonObject Terminating(JsonObject live)
    {
        var result = live.DeepClone().AsObject();
        result["metadata"]!["deletionTimestamp"] ??= time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        result["status"] = new JsonObject { ["phase"] = "Terminating" };
        return result;
    }

    private static JsonObject Metadata(JsonObject body, string @namespace)
    {
        if (body["metadata"] is not JsonObject metadata)
        {
            body["metadata"] = metadata = [];
        }

        if (Text(metadata, "namespace") is { Length: > 0 } given && given != @namespace)
        {
            throw KubernetesException.BadRequest($"the namespace of the object ({given}) does not match the namespace on the request ({@namespace})");
        }

        if (@namespace.Length > 0)
        {
            metadata["namespace"] = @namespace;
        }

        return metadata;
    }

    // What the server keeps in metadata is the live object's, whatever was sent.
    private static JsonObject Adopt(JsonObject live, JsonObject body)
    {
        foreach (var own in ServersOwn)
        {
            body["metadata"]![own] = live["metadata"]![own]?.DeepClone();
        }

        if (live["status"] is { } status)
        {
            body["status"] = status.DeepClone();
            body["spec"] = live["spec"]?.DeepClone();
        }

        return body;
    }

    private static void RequireName(ResourcePath path, JsonObject body)
    {
        if (Text(body["metadata"]!, "name") is var name && name != path.Name)
        {
            throw KubernetesException.BadRequest($"the name of the object ({name}) does not match the name on the URL ({path.Name})");
        }
    }

    private static void RequireVersion(ResourcePath path, JsonObject live, JsonObject body)
    {
        if (Text(body["metadata"]!, "resourceVersion") is { Length: > 0 } version && version != Text(live["metadata"]!, "resourceVersion"))
        {
            throw KubernetesException.Conflict(path.Kind.Qualified, path.Name, Modified);
        }
    }

    private static void RequirePrecondition(ResourcePath path, JsonObject live, JsonObject? options, string field, string label, string guess)
    {
        if (options?["preconditions"]?[field]?.GetValue<string>() is { } wanted && Text(live["metadata"]!, field) is var actual && wanted != actual)
        {
            throw KubernetesException.Conflict(
                path.Kind.Kind, path.Name, $"the {label} in the precondition ({wanted}) does not match the {label} in record ({actual}). {guess}");
        }
    }

    private static string Text(JsonNode metadata, string field) => metadata[field]?.GetValue<string>() ?? "";
}
