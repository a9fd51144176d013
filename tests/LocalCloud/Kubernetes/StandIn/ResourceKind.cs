using System.Text.Json.Nodes;

namespace LocalCloud.Kubernetes.StandIn;

/// <summary>A kind of object that the stand-in keeps.</summary>
internal sealed record ResourceKind(string Group, string Plural, string Kind, bool Namespaced)
{
    private const string Rbac = "rbac.authorization.k8s.io";
    private static readonly string[] Verbs = ["create", "delete", "get", "list", "patch", "update"];

    public static ResourceKind ConfigMaps { get; } = new("", "configmaps", "ConfigMap", Namespaced: true);

    public static ResourceKind Namespaces { get; } = new("", "namespaces", "Namespace", Namespaced: false);

    public static ResourceKind Roles { get; } = new(Rbac, "roles", "Role", Namespaced: true);

    public static ResourceKind RoleBindings { get; } = new(Rbac, "rolebindings", "RoleBinding", Namespaced: true);

    public static ResourceKind ClusterRoles { get; } = new(Rbac, "clusterroles", "ClusterRole", Namespaced: false);

    public static ResourceKind ClusterRoleBindings { get; } = new(Rbac, "clusterrolebindings", "ClusterRoleBinding", Namespaced: false);

    /// <summary>Asked, never kept.</summary>
    public static ResourceKind SelfSubjectAccessReviews { get; } =
        new("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview", Namespaced: false);

    /// <summary>The same about somebody else.</summary>
    public static ResourceKind SubjectAccessReviews { get; } = new("authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview", Namespaced: false);

    public static IReadOnlyList<ResourceKind> All { get; } =
        [ConfigMaps, Namespaces, Roles, RoleBindings, ClusterRoles, ClusterRoleBindings, SelfSubjectAccessReviews, SubjectAccessReviews];

    public bool IsReview => this == SelfSubjectAccessReviews || this == SubjectAccessReviews;

    public string GroupVersion => Group.Length > 0 ? Group + "/v1" : "v1";

    /// <summary>As messages name it.</summary>
    public string Qualified => Group.Length > 0 ? $"{Plural}.{Group}" : Plural;

    /// <summary>As discovery describes it.</summary>
    public JsonObject Described() => new()
    {
        ["name"] = Plural,
        ["singularName"] = "",
        ["namespaced"] = Namespaced,
        ["kind"] = Kind,
        ["verbs"] = new JsonArray([.. (IsReview ? ["create"] : Verbs).Select(verb => JsonValue.Create(verb))]),
    };
}
