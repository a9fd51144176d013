using ReplicaWorker.Git;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>
/// Where a commit is kept that somebody pushed to the replica and that the mirror must overwrite: nobody's work is lost.
/// These refs are the replica's own. They are never mirrored and never deleted by us.
/// </summary>
internal static class KeptRef
{
    private const string Branches = "refs/heads/replica-kept/";
    private const string Tags = "refs/tags/replica-kept/";

    /// <summary>CodeCommit's limit for a branch name, in characters (AWS CodeCommit quotas).</summary>
    private const int MaxNameLength = 256;

    public static bool IsKept(string name) =>
        name.StartsWith(Branches, StringComparison.Ordinal) || name.StartsWith(Tags, StringComparison.Ordinal);

    /// <summary>The name under which <paramref name="tip"/> of <paramref name="name"/> is kept: the same tip always gets the same name.</summary>
    /// <remarks>What was a branch becomes a branch. Anything else becomes a tag, since a branch may point at nothing but a commit.</remarks>
    public static string For(string name, ObjectId tip)
    {
        var (prefix, rest) = name.StartsWith("refs/heads/", StringComparison.Ordinal)
            ? (Branches, name["refs/heads/".Length..])
            : (Tags, name[(name.IndexOf('/', "refs/".Length) + 1)..]);
        var suffix = "-" + tip.Abbreviated;
        var room = MaxNameLength - (prefix.Length - "refs/heads/".Length) - suffix.Length;
        return prefix + (rest.Length > room ? rest[..room].TrimEnd('/', '.') : rest) + suffix;
    }
}
