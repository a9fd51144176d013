using System.Collections.Immutable;

namespace ReplicaWorker.Modules.GitMirror;

/// <summary>Refs are paths: <c>x</c> and <c>x/y</c> cannot exist together.</summary>
internal static class PathCollision
{
    /// <summary>Whether <paramref name="name"/> is a directory on the path of one of <paramref name="names"/>, or the other way round.</summary>
    public static bool Exists(ImmutableSortedSet<string> names, string name)
    {
        for (var slash = name.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = name.IndexOf('/', slash + 1))
        {
            if (names.Contains(name[..slash]))
            {
                return true;
            }
        }

        // The first name at or after "name/" is below it, if any is.
        var directory = name + "/";
        var index = names.IndexOf(directory);
        var next = index >= 0 ? index : ~index;
        return next < names.Count && names[next].StartsWith(directory, StringComparison.Ordinal);
    }
}
