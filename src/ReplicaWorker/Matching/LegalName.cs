using ReplicaWorker.Git;

namespace ReplicaWorker.Matching;

/// <summary>What the services accept as a name. Checked before a name reaches a URL, a request or a log line.</summary>
internal static class LegalName
{
    /// <summary>Longest ref we carry. CodeCommit allows 256 characters for a branch; other servers more.</summary>
    private const int LongestRef = 1024;

    /// <summary>1 to 100 letters, digits, <c>.</c>, <c>_</c>, <c>-</c>, and no <c>.git</c> at the end.</summary>
    /// <remarks>
    /// Source: CodeCommit API reference, CreateRepository (<c>[\w\.-]+</c>), and its quotas page. <c>.</c> and <c>..</c>
    /// are refused besides: in a URL they would name another path.
    /// </remarks>
    public static bool IsRepository(string name) =>
        name.Length is >= 1 and <= 100
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-')
        && !name.EndsWith(".git", StringComparison.OrdinalIgnoreCase)
        && name is not ("." or "..");

    /// <summary>A full ref name by the rules of <c>git check-ref-format</c>: <c>refs/heads/main</c>.</summary>
    public static bool IsRef(string name) => name.Length <= LongestRef && RefName.IsWellFormed(name);

    /// <summary>40 (SHA-1) or 64 (SHA-256) hexadecimal digits, lower case.</summary>
    public static bool IsObjectId(string id) => id.Length is 40 or 64 && id.All(char.IsAsciiHexDigitLower);

    /// <summary>A secret's name or ARN.</summary>
    /// <remarks>Source: Secrets Manager API reference, GetSecretValue: <c>SecretId</c> of 1 to 2,048 characters.</remarks>
    public static bool IsSecretId(string id) => IsConfigurationName(id);

    /// <summary>A parameter's name or ARN.</summary>
    /// <remarks>Source: Systems Manager API reference, PutParameter: <c>Name</c> of 1 to 2,048 characters.</remarks>
    public static bool IsParameter(string name) => IsConfigurationName(name);

    // The colon is an ARN's.
    private static bool IsConfigurationName(string name) =>
        name.Length is >= 1 and <= 2048
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '+' or '=' or '.' or '@' or '-' or ':');
}
