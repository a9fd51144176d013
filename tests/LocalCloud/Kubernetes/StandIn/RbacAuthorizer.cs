using System.Text.Json.Nodes;
using LocalCloud.Kubernetes.Authentication;

namespace LocalCloud.Kubernetes.StandIn;

/// <summary>Role-based access control over the stand-in's own Role and RoleBinding objects.</summary>
internal sealed class RbacAuthorizer(ObjectStore store)
{
    private static readonly string[] ForEverybody = ["/healthz", "/livez", "/readyz", "/version"];

    /// <summary>Discovery is for whoever is authenticated, health and version for everybody.</summary>
    public static bool MayGet(KubernetesUser user, string path) =>
        ForEverybody.Contains(path.TrimEnd('/'), StringComparer.Ordinal)
        || user.Groups.Contains(KubernetesUser.Masters, StringComparer.Ordinal)
        || (user.Groups.Contains("system:authenticated", StringComparer.Ordinal)
            && (path is "/api" or "/apis" || path.StartsWith("/api/", StringComparison.Ordinal)
                || path.StartsWith("/apis/", StringComparison.Ordinal) || path.StartsWith("/openapi", StringComparison.Ordinal)));

    public bool Allows(KubernetesUser user, string verb, string group, string resource, string @namespace, string name)
    {
        if (user.Groups.Contains(KubernetesUser.Masters, StringComparer.Ordinal)
            || (resource == ResourceKind.SelfSubjectAccessReviews.Plural && user.Groups.Contains("system:authenticated", StringComparer.Ordinal)))
        {
            return true;
        }

        var rules = store.List(ResourceKind.ClusterRoleBindings, "").Where(binding => Binds(binding, user)).SelectMany(Rules);
        if (@namespace.Length > 0)
        {
            rules = rules.Concat(store.List(ResourceKind.RoleBindings, @namespace).Where(binding => Binds(binding, user)).SelectMany(Rules));
        }

        return rules.Any(rule =>
            Has(rule, "verbs", verb) && Has(rule, "apiGroups", group) && Has(rule, "resources", resource)
            && (rule["resourceNames"] is null || Has(rule, "resourceNames", name)));
    }

    private IEnumerable<JsonNode> Rules(JsonObject binding)
    {
        var (kind, name) = (binding["roleRef"]?["kind"]?.GetValue<string>(), binding["roleRef"]?["name"]?.GetValue<string>() ?? "");
        var role = kind == "ClusterRole"
            ? store.Find(new(ResourceKind.ClusterRoles, "", name))
            : store.Find(new(ResourceKind.Roles, binding["metadata"]!["namespace"]!.GetValue<string>(), name));
        return role?["rules"]?.AsArray().Select(rule => rule!) ?? [];
    }

    private static bool Binds(JsonObject binding, KubernetesUser user) => (binding["subjects"]?.AsArray() ?? []).Any(subject =>
        (subject!["kind"]!.GetValue<string>(), subject["name"]!.GetValue<string>()) switch
        {
            ("User", var name) => name == user.Name,
            ("Group", var name) => user.Groups.Contains(name, StringComparer.Ordinal),
            _ => false,
        });

    private static bool Has(JsonNode rule, string list, string wanted) =>
        (rule[list]?.AsArray() ?? []).Any(item => item!.GetValue<string>() is var one && (one == "*" || one == wanted));
}
