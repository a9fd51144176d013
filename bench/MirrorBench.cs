using Bench.Arms;
using Bench.Measuring;
using Bench.Reporting;
using Bench.Repositories;
using Bench.Startup;
using LocalCloud.Git;
using LocalCloud.Processes;

namespace Bench;

/// <summary><c>bench -- mirror</c>, from the repositories to the report.</summary>
internal static class MirrorBench
{
    /// <returns>0, or 1 when a count that does not depend on the machine misses its target.</returns>
    public static async Task<int> RunAsync(MirrorSettings settings, CancellationToken stopping)
    {
        var progress = new Progress(Console.Out);
        var artifacts = Path.Combine(SourceTree.Root, "artifacts", "bench");
        var folder = Path.Combine(artifacts, $"run-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        try
        {
            var results = await MeasureAsync(settings, artifacts, folder, progress, stopping);
            if (settings.Output is { } output)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
                await File.WriteAllTextAsync(output, MarkdownReport.Write(results), stopping);
            }

            var targets = results.Targets();
            foreach (var target in targets)
            {
                progress.Say($"{(target.IsMet ? "met " : "MISSED")}  {target.What}: {target.Figure} ({target.Goal})");
            }

            return targets.Any(target => target is { IsExact: true, IsMet: false }) ? 1 : 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Results> MeasureAsync(
        MirrorSettings settings, string artifacts, string folder, Progress progress, CancellationToken stopping)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        var git = new Git(home);
        progress.Say("publishing the worker and a hello-world, where they are not yet");
        var binary = await PublishedWorker.LocateAsync(stopping);
        var hello = await HelloWorld.PublishAsync(Path.Combine(artifacts, "hello"), stopping);
        var history = new History(settings);
        var repositories = await RepositorySet.PrepareAsync(
            Path.Combine(artifacts, "repositories"), history, settings, git, progress, stopping);
        progress.Say($"a pack of {Text.Bytes(repositories.PackBytes)}, {Text.Count(repositories.Objects)} objects, {Text.Count(repositories.Refs)} refs");

        var machine = Machine.Describe(await git.RunAsync(folder, stopping, "version"));
        var worker = new WorkerArm(binary, repositories);
        IArm[] arms = [worker, new ColdGitArm(home), new WarmGitArm(home, repositories)];
        var rows = new List<Row>();
        var work = Path.Combine(folder, "clone");

        // Once without counting: the first one to read a file pays for the disk, and for its time of access.
        await using (var warm = await World.StartAsync(GitProfile.Plain, Path.Combine(folder, "warm"), stopping))
        {
            await using var route = await Route.OpenAsync(warm, Distance.None);
            foreach (var arm in arms)
            {
                await new Trial(warm, route, repositories, git, work).RunAsync(Scenario.OneCommit, arm, stopping);
            }
        }

        await using (var strict = await World.StartAsync(GitProfile.CodeCommit, Path.Combine(folder, "strict"), stopping))
        {
            await RowsAsync(strict, [Scenario.First, Scenario.OneCommit]);
        }

        await using var plain = await World.StartAsync(GitProfile.Plain, Path.Combine(folder, "plain"), stopping);
        await RowsAsync(plain, Scenario.All);
        await using var direct = await Route.OpenAsync(plain, Distance.None);
        var memory = await MemoryGrowth.MeasureAsync(
            new(plain, direct, repositories, git, work), worker, settings.LongRepetitions, progress, stopping);
        var startup = await StartupBench.MeasureAsync(plain, binary, hello, stopping);

        return new(
            settings, machine, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), history, repositories,
            [.. rows.OrderByDescending(row => row.Profile).ThenBy(row => row.Distance.RoundTrip)],
            memory, await BinarySize.OfAsync(binary, stopping), startup);

        async Task RowsAsync(World world, IReadOnlyList<Scenario> scenarios)
        {
            foreach (var distance in new[] { Distance.None, Distance.Far })
            {
                await using var route = await Route.OpenAsync(world, distance);
                var trial = new Trial(world, route, repositories, git, work);
                foreach (var scenario in scenarios)
                {
                    var repetitions = scenario.IsLong ? settings.LongRepetitions : settings.Repetitions;
                    rows.Add(await Row.MeasureAsync(
                        trial, world.Cloud.Options.Profile, distance, scenario, arms, repetitions, progress, stopping));
                }
            }
        }
    }
}
