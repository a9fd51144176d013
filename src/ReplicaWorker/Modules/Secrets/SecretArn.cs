namespace ReplicaWorker.Modules.Secrets;

internal static class SecretArn
{
    private const int SuffixLength = 6;

    /// <summary>The same secret's id in another region: of an ARN only the region differs, a name is the same everywhere.</summary>
    /// <remarks>Source: Secrets Manager user guide, "Replicate AWS Secrets Manager secrets across Regions".</remarks>
    public static string In(string id, string region) =>
        id.Split(':', 5) is ["arn", var partition, "secretsmanager", _, var rest] ? $"arn:{partition}:secretsmanager:{region}:{rest}" : id;

    /// <summary>Whether two names or ARNs may mean one secret: an ARN ends in a hyphen and six characters that the name has not.</summary>
    public static bool IsSame(string left, string right)
    {
        var (a, b) = (NamePart(left), NamePart(right));
        return a == b || IsNameWithSuffix(a, b) || IsNameWithSuffix(b, a);
    }

    private static string NamePart(string id) => id.Split(':', 7) is ["arn", _, "secretsmanager", _, _, "secret", var name] ? name : id;

    private static bool IsNameWithSuffix(string name, string longer) =>
        longer.Length == name.Length + 1 + SuffixLength
        && longer.StartsWith(name, StringComparison.Ordinal)
        && longer[name.Length] == '-'
        && longer.AsSpan(name.Length + 1).IndexOfAnyExcept(System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")) < 0;
}
