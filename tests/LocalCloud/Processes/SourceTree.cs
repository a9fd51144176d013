namespace LocalCloud.Processes;

/// <summary>Where this repository stands on disk.</summary>
public static class SourceTree
{
    /// <summary>The folder of <c>ReplicaWorker.sln</c>, above the running program.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ReplicaWorker.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"no ReplicaWorker.sln in {AppContext.BaseDirectory} or above it");
    }
}
