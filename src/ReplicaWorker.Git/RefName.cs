using System.Buffers;

namespace ReplicaWorker.Git;

/// <summary>The rules for ref names, as <c>git check-ref-format</c> has them.</summary>
public static class RefName
{
    /// <summary>Longest name we accept from a server, in characters. Git has no limit of its own; file systems and hosts stop far below.</summary>
    public const int MaxLength = 4_096;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(" ~^:?*[\\\u007f");

    /// <summary>Whether a full ref name is one that git would store.</summary>
    /// <remarks>Source: git-check-ref-format(1), rules 1 to 10.</remarks>
    public static bool IsWellFormed(ReadOnlySpan<char> name)
    {
        if (!name.StartsWith("refs/", StringComparison.Ordinal) || name.Length > MaxLength
            || name.ContainsAny(Forbidden) || name.ContainsAnyInRange('\0', '\u001f')
            || name.Contains("..", StringComparison.Ordinal) || name.Contains("@{", StringComparison.Ordinal)
            || name[^1] is '.' or '/')
        {
            return false;
        }

        foreach (var range in name.Split('/'))
        {
            var component = name[range];
            if (component.IsEmpty || component[0] == '.' || component.EndsWith(".lock", StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether two refs cannot exist together, because one is a directory on the other's path.</summary>
    public static bool Collide(string one, string other) => IsDirectoryOf(one, other) || IsDirectoryOf(other, one);

    private static bool IsDirectoryOf(string directory, string name) =>
        name.Length > directory.Length && name[directory.Length] == '/' && name.StartsWith(directory, StringComparison.Ordinal);
}
