using System.Diagnostics;
using Demo.Repositories;
using LocalCloud;
using LocalCloud.Processes;

namespace Demo;

/// <summary>Everything that must stand before something can be shown: the worker, the cloud, a developer with a clone.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

    private readonly DirectoryInfo _folder;

    private Stage(DirectoryInfo folder, Cloud cloud, Developer developer, Asked asked, string worker) =>
        (_folder, Cloud, Developer, Asked, Worker) = (folder, cloud, developer, asked, worker);

    public Cloud Cloud { get; }

    public Developer Developer { get; }

    /// <summary>What the developer and the operator have typed.</summary>
    public Asked Asked { get; }

    /// <summary>The published binary.</summary>
    public string Worker { get; }

    /// <param name="tell">Is told what comes up, as name and text.</param>
    /// <param name="stopping">Closes again what was opened.</param>
    public static async Task<Stage> OpenAsync(Action<string, string> tell, CancellationToken stopping)
    {
        var worker = await LocateWorkerAsync(tell, stopping);

        var started = Stopwatch.GetTimestamp();
        var cloud = await Cloud.StartAsync(
            new()
            {
                PrimaryRegion = Place.Source.Region,
                ReplicaRegions = [.. Place.Replicas.Select(place => place.Region)],
                WorkerPath = worker,
                WorkerEnvironment = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["GitMirror__Repositories"] = $"{Place.Source.Repository}={Place.Replicas[0].Repository}",
                },
            },
            stopping);
        tell("local cloud", $"up in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s: {string.Join(", ", Place.All.Select(place => place.Region))}; moto: {cloud.MotoOrigin}");

        var folder = Directory.CreateTempSubdirectory("replica-demo-");
        try
        {
            var asked = new Asked();
            var developer = new Developer(cloud, folder, asked);
            tell("history", await ProjectHistory.PrepareAsync(SourceTree.Root, developer, stopping));
            tell("signed by", AwsApi.HasCli
                ? "the AWS CLI's credential helper on the first push, then by the demo: it is faster"
                : "the demo, as the AWS CLI's credential helper would: aws is not on the PATH");
            return new(folder, cloud, developer, asked, worker);
        }
        catch
        {
            folder.Delete(recursive: true);
            await cloud.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Cloud.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<string> LocateWorkerAsync(Action<string, string> tell, CancellationToken stopping)
    {
        var locating = PublishedWorker.LocateAsync(stopping);
        if (await Task.WhenAny(locating, Task.Delay(Patience, stopping)) != locating)
        {
            tell("worker", "dotnet publish src/ReplicaWorker runs; the first time takes a minute or two");
        }

        var worker = await locating;
        var shown = worker.StartsWith(SourceTree.Root, StringComparison.Ordinal) ? Path.GetRelativePath(SourceTree.Root, worker) : worker;
        tell("worker", $"{shown}, {Figures.Bytes(new FileInfo(worker).Length)}");
        return worker;
    }
}
