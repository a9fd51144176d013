using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LocalCloud.Processes;

/// <summary>The worker as it is shipped: the published binary.</summary>
public static class PublishedWorker
{
    /// <summary>
    /// <c>REPLICA_WORKER</c> when it is set; else <c>artifacts/worker/replica-worker</c>, published anew when any source is
    /// younger than it. Test projects that run side by side wait for one another.
    /// </summary>
    /// <exception cref="FileNotFoundException"><c>REPLICA_WORKER</c> names no file.</exception>
    /// <exception cref="InvalidOperationException">Publishing failed; the message carries the build's output.</exception>
    public static async Task<string> LocateAsync(CancellationToken cancellation = default)
    {
        if (Environment.GetEnvironmentVariable("REPLICA_WORKER") is { Length: > 0 } given)
        {
            return File.Exists(given) ? Path.GetFullPath(given) : throw new FileNotFoundException("REPLICA_WORKER names no file", given);
        }

        var artifacts = Path.Combine(SourceTree.Root, "artifacts");
        var worker = Path.Combine(artifacts, "worker", "replica-worker");

        using (await FileLock.TakeAsync(Path.Combine(artifacts, "worker.lock"), cancellation))
        {
            if (!File.Exists(worker) || File.GetLastWriteTimeUtc(worker) < YoungestSource())
            {
                await PublishAsync(Path.GetDirectoryName(worker)!, cancellation);
                File.SetLastWriteTimeUtc(worker, TimeProvider.System.GetUtcNow().UtcDateTime);   // an unchanged binary is not copied again
            }
        }

        return worker;
    }

    private static DateTime YoungestSource() => Directory
        .EnumerateFiles(Path.Combine(SourceTree.Root, "src"), "*", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
        .Concat(Directory.EnumerateFiles(SourceTree.Root, "Directory.*.props"))
        .Max(File.GetLastWriteTimeUtc);

    private static async Task PublishAsync(string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = SourceTree.Root,
            ArgumentList = { "publish", "src/ReplicaWorker", "-c", "Release", "-r", Platform, "-o", folder, "--nologo" },
        };

        // Run inside `dotnet test`, we inherit its MSBuild's settings; they would bend this build.
        foreach (var inherited in start.Environment.Keys.Where(IsBuildSetting).ToArray())
        {
            start.Environment.Remove(inherited);
        }

        await using var publish = ChildProcess.Start(start);
        if (await publish.Completion.WaitAsync(cancellation) is not 0 and var code)
        {
            throw new InvalidOperationException($"dotnet publish ended with {code}:\n{string.Join('\n', publish.StandardOutput)}");
        }
    }

    private static bool IsBuildSetting(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_CLI_", StringComparison.OrdinalIgnoreCase);

    private static string Platform =>
        (OperatingSystem.IsMacOS() ? "osx-" : "linux-")
        + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64");
}
