using ReplicaWorker.Modules.Fence;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Names of parameters, as people, events and ARNs write them.</summary>
internal static class ParameterName
{
    /// <summary>Longest ARN that a new parameter may have.</summary>
    /// <remarks>
    /// Source: Systems Manager API reference, PutParameter: 1,011 characters "includes the characters in the ARN that precede the name".
    /// A copy's ARN has another region's name in it, and may so be too long where the source's is not.
    /// </remarks>
    private const int LongestArn = 1_011;

    /// <summary>What two spellings of one name have in common: Parameter Store takes <c>/name</c> and <c>name</c> for the same.</summary>
    public static string Key(string name) => name.StartsWith('/') && name.IndexOf('/', 1) < 0 ? name[1..] : name;

    /// <summary>The key of the name in an ARN, or null when the text is not a parameter's ARN.</summary>
    public static string? KeyOfArn(string arn) =>
        arn.Split(':', 6) is ["arn", _, "ssm", _, _, ['p', 'a', 'r', 'a', 'm', 'e', 't', 'e', 'r', '/', _, ..] path] ? Key(path["parameter".Length..]) : null;

    /// <summary>A name as the service has them: no selector (<c>:3</c>, <c>:label</c>), which would read an older value.</summary>
    public static bool IsPlain(string name) => name.Length > 0 && !name.Contains(':', StringComparison.Ordinal);

    /// <summary>Below it <c>check --probe</c> writes what it tries permissions with.</summary>
    public const string ProbeRoot = "/replica-worker-probe/";

    /// <summary>Fences and probes: each region has its own, and they are never copied.</summary>
    public static bool IsReserved(string name) =>
        name.StartsWith(Fences.Root, StringComparison.Ordinal) || name.StartsWith(ProbeRoot, StringComparison.Ordinal);

    /// <summary>How many characters a copy's ARN would have too many; 0 when it fits.</summary>
    /// <param name="name">Of the source.</param>
    /// <param name="arn">Of the source, where it is known.</param>
    /// <param name="from">The primary region.</param>
    /// <param name="to">The replica region.</param>
    public static int Excess(string name, string? arn, string from, string to)
    {
        var length = arn?.Length ?? "arn:aws:ssm:".Length + from.Length + ":123456789012:parameter/".Length + name.TrimStart('/').Length;
        return Math.Max(0, length - from.Length + to.Length - LongestArn);
    }
}
