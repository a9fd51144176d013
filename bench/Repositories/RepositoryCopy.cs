namespace Bench.Repositories;

/// <summary>Copies of bare repositories that cost milliseconds.</summary>
internal static class RepositoryCopy
{
    /// <summary>
    /// Puts a repository at a path, replacing what was there. Packs never change, so they become symbolic links; all else is
    /// copied. Nothing of the original can be changed through the copy.
    /// </summary>
    public static void Place(string original, string path)
    {
        Remove(path);
        Directory.CreateDirectory(path);
        foreach (var directory in Directory.EnumerateDirectories(original, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(path, Path.GetRelativePath(original, directory)));
        }

        foreach (var file in Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(original, file);
            var copy = Path.Combine(path, name);
            if (name.StartsWith("objects/pack/", StringComparison.Ordinal))
            {
                // Relative, so that a folder of originals and copies may be moved.
                var pack = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
                File.CreateSymbolicLink(copy, Path.GetRelativePath(Path.GetDirectoryName(copy)!, pack));
            }
            else
            {
                File.Copy(file, copy);
            }
        }
    }

    public static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
