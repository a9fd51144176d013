namespace LocalCloud.Kubernetes.StandIn;

/// <summary>What a URL names.</summary>
/// <param name="Kind">The kind of object.</param>
/// <param name="Namespace">Empty: all of them, or a kind that has none.</param>
/// <param name="Name">Empty: the collection.</param>
internal sealed record ResourcePath(ResourceKind Kind, string Namespace, string Name)
{
    /// <summary>Nothing for a URL that names no resource of ours.</summary>
    public static ResourcePath? Parse(string path)
    {
        var parts = path.Trim('/').Split('/');
        return parts switch
        {
            ["api", "v1", .. var rest] => Parse("", rest),
            ["apis", var group, "v1", .. var rest] => Parse(group, rest),
            _ => null,
        };
    }

    private static ResourcePath? Parse(string group, string[] parts)
    {
        var (@namespace, rest) = parts is ["namespaces", var named, _, ..] ? (named, parts[2..]) : ("", parts);
        var kind = ResourceKind.All.FirstOrDefault(kind => kind.Group == group && kind.Plural == rest.FirstOrDefault());
        return (kind, rest) switch
        {
            (null, _) => null,
            ({ Namespaced: false }, _) when @namespace.Length > 0 => null,
            (_, [_]) => new(kind, @namespace, ""),
            ({ Namespaced: true }, [_, _]) when @namespace.Length == 0 => null,
            (_, [_, var name]) => new(kind, @namespace, name),
            _ => null,
        };
    }

    /// <summary>RBAC's verb; nothing when the method makes no sense here.</summary>
    public string? Verb(string method) => (method, Name.Length > 0) switch
    {
        ("GET", true) => "get",
        ("GET", false) => "list",
        ("POST", false) => "create",
        ("PUT", true) => "update",
        ("PATCH", true) => "patch",
        ("DELETE", true) => "delete",
        ("DELETE", false) => "deletecollection",
        _ => null,
    };

    /// <summary>A namespace is its own for authorization.</summary>
    public string Scope => Kind == ResourceKind.Namespaces ? Name : Namespace;
}
