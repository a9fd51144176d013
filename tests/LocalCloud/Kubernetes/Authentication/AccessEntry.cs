namespace LocalCloud.Kubernetes.Authentication;

/// <summary>Lets an AWS principal into a cluster.</summary>
/// <param name="PrincipalArn">A user or a role, never a role's session.</param>
/// <param name="Groups">What RBAC knows the principal by.</param>
/// <param name="Username"><c>{{SessionName}}</c> is replaced. Without one: the user's ARN, or <c>ROLE's-sts-arn/{{SessionName}}</c>, as EKS does it.</param>
public sealed record AccessEntry(string PrincipalArn, IReadOnlyList<string> Groups, string? Username = null)
{
    internal KubernetesUser UserOf(AwsPrincipal principal) => KubernetesUser.Authenticated(
        Username?.Replace("{{SessionName}}", principal.SessionName, StringComparison.Ordinal) ?? principal.Arn, Groups);
}
