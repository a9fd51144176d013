namespace LocalCloud.Kubernetes.Authentication;

/// <summary>Whom STS knows an access key as.</summary>
/// <param name="Key">What it signs with.</param>
/// <param name="Arn">What GetCallerIdentity answers: a user, or a role's session.</param>
/// <param name="SessionToken">Must be signed with the rest where there is one: a task role always has one.</param>
public sealed record AwsPrincipal(AccessKey Key, string Arn, string? SessionToken = null)
{
    private const string AssumedRole = ":assumed-role/";

    /// <summary>What access entries name: a session's role, not the session.</summary>
    public string EntryArn
    {
        get
        {
            var at = Arn.IndexOf(AssumedRole, StringComparison.Ordinal);
            return at < 0
                ? Arn
                : Arn[..at].Replace(":sts:", ":iam:", StringComparison.Ordinal) + ":role/" + Arn[(at + AssumedRole.Length)..Arn.LastIndexOf('/')];
        }
    }

    /// <summary>Empty for a user.</summary>
    public string SessionName => Arn.Contains(AssumedRole, StringComparison.Ordinal) ? Arn[(Arn.LastIndexOf('/') + 1)..] : "";
}
