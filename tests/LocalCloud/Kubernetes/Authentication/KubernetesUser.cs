namespace LocalCloud.Kubernetes.Authentication;

/// <summary>Who a request is from, as authorization sees it.</summary>
public sealed record KubernetesUser(string Name, IReadOnlyList<string> Groups)
{
    public const string Masters = "system:masters";

    /// <summary>A request without credentials: authorization refuses it, not authentication.</summary>
    public static KubernetesUser Anonymous { get; } = new("system:anonymous", ["system:unauthenticated"]);

    /// <summary>May do everything, as the creator of a cluster does.</summary>
    public static KubernetesUser Admin { get; } = Authenticated("local-admin", Masters);

    public static KubernetesUser Authenticated(string name, params IEnumerable<string> groups) =>
        new(name, [.. groups, "system:authenticated"]);
}
