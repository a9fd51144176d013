namespace LocalCloud.Processes;

/// <summary>A lock between processes. The kernel lets it go when its holder ends, however that happens.</summary>
internal static class FileLock
{
    /// <returns>Dispose it to let the next one in.</returns>
    public static async Task<IDisposable> TakeAsync(string path, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
            }
        }
    }
}
