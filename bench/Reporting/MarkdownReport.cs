using System.Text;
using Bench.Measuring;
using Bench.Startup;

namespace Bench.Reporting;

/// <summary>The page under <c>docs/benchmarks/</c>. All of it comes from here: nothing in it is written by hand.</summary>
internal static class MarkdownReport
{
    public static string Write(Results results)
    {
        var page = new StringBuilder("# What the git mirror costs\n\n");
        Intro(page, results);
        Targets(page, results);
        Rows(page, results);
        Worker(page, results);
        Method(page, results);
        return page.ToString();
    }

    private static void Intro(StringBuilder page, Results results)
    {
        var (machine, repositories) = (results.Machine, results.Repositories);
        page.Append($"""
            The published worker against what git itself can do, in one run on the same servers. Written by the program; repeat it with

            ```
            dotnet run -c Release --project bench -- mirror --output docs/benchmarks/mirror.md
            ```

            Measured {results.Date:yyyy-MM-dd} on {machine.Processors} × {machine.Architecture} processors, {machine.Memory / 1e9:0} GB of memory,
            {machine.System}, git {machine.Git}, .NET {machine.DotNet}{(machine.Load is { } load ? $"; load average at the start {load:0.00}" : "")}.
            Clients and servers share the machine.

            The repository: a pack of {Text.Bytes(repositories.PackBytes)}, {Text.Count(repositories.Objects)} objects, {Text.Count(repositories.Refs)} refs;
            {Text.Count(results.History.Files)} small files in trees, {Text.Count(results.History.Commits)} commits of two files each, and now and then a file of a megabyte that cannot be compressed.
            The {Text.Count(results.History.Branches)}-ref update happens in a copy with as many more branches, "nothing to do" in one with {Text.Count(results.History.ManyRefs)} refs.


            """);
        if (results.Settings.Scale < 1)
        {
            page.Append($"**Measured at scale {results.Settings.Scale:0.###}: a check that everything runs. The targets are meant for scale 1.**\n\n");
        }
    }

    private static void Targets(StringBuilder page, Results results)
    {
        page.Append("## Targets\n\n| what | measured | target | met |\n|---|---|---|---|\n");
        foreach (var target in results.Targets())
        {
            page.Append($"| {target.What} | {target.Figure} | {target.Goal} | {(target.IsMet ? "yes" : "**no**")} |\n");
        }

        page.Append("\nTimes and memory depend on the machine: they are reported. Bytes, requests and disk do not: the run fails when one of those is missed.\n");
    }

    private static void Rows(StringBuilder page, Results results)
    {
        foreach (var server in results.Rows.GroupBy(row => (row.Profile, row.Distance)))
        {
            page.Append($"\n## Server {Text.Server(server.Key.Profile)}; {server.Key.Distance.Name}\n\n");
            page.Append("| scenario | arm | time | × worker | from source | to target | peak memory | disk written | requests to git | to the API |\n");
            page.Append("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
            foreach (var row in server)
            {
                for (var arm = 0; arm < row.Arms.Count; arm++)
                {
                    Row(page, results, row, arm);
                }
            }
        }
    }

    private static void Row(StringBuilder page, Results results, Row row, int arm)
    {
        var median = row.Arms[arm].Median;
        page.Append($"| {(arm == 0 ? results.History.Describe(row.Scenario) : "")} | {row.Arms[arm].Name} | {Text.Time(median.Wall)} | {Text.Times(row.Ratio(arm))} ")
            .Append($"| {Text.Bytes(median.FromSource)} | {Text.Bytes(median.ToTarget)} | {Text.Bytes(median.PeakMemory)} | {Text.Bytes(median.DiskWritten)} ")
            .Append($"| {median.GitRequests} | {median.ApiCalls} |\n");
    }

    private static void Worker(StringBuilder page, Results results)
    {
        var memory = results.Memory;
        page.Append("\n## The worker's memory, by the size of the pack\n\n| pack pushed | time | peak memory | disk written |\n|--:|--:|--:|--:|\n");
        foreach (var run in new[] { memory.Once, memory.Tenfold })
        {
            page.Append($"| {Text.Bytes(run.PushBytes)} | {Text.Time(run.Wall)} | {Text.Bytes(run.PeakMemory)} | {Text.Bytes(run.DiskWritten)} |\n");
        }

        page.Append($"\n## The binary\n\n{Text.Bytes(results.Binary.Bytes)}; {Text.Bytes(results.Binary.Gzipped)} gzipped.\n\n");
        page.Append("| start-up | hello-world, whole run | worker, to the first byte sent to the git server | ratio |\n|---|--:|--:|--:|\n");
        foreach (var times in results.Startup)
        {
            page.Append($"| {(times.IsPinned ? "on one processor" : "on all processors")} ")
                .Append($"| {Text.Time(times.Hello)} | {Text.Time(times.Worker)} | {Text.Times(times.Ratio)} |\n");
        }
    }

    private static void Method(StringBuilder page, Results results) => page.Append($"""

        ## How it is measured

        - *worker*: the published binary as the container starts it, the event and the image's `DOTNET_EnableDiagnostics=0` in its environment. *git, cold clone*: `git clone --mirror` and
          `git push --mirror`, as the script that the worker replaces. *git, warm mirror*: `git fetch --prune` and `git push --mirror` in a clone that was in
          step before the push. All three speak HTTP to the same server process, with the same kind of credentials.
        - Both repositories are kept as `git gc` of a current git keeps a bare one, for every arm: one pack with its bitmap and its reverse index, a commit graph, packed refs.
        - Before every run the source and the replica are put back into the state that the scenario names, outside the measured time. After it the refs of both are
          compared: an arm that did not do the work has no row.
        - The arms take turns, after one run of each that does not count. Times are medians of {results.Settings.Repetitions} (first replication and memory: {results.Settings.LongRepetitions}; start-up: {StartupBench.Rounds}, in turns, after one that does not count).
        - The round trip is added by a TCP proxy before the git server and one before the API; it adds a round trip for each new connection, too, and limits no throughput.
        - Bytes are those of HTTP bodies as the server counted them. "Requests to git" are all HTTP requests to both regions' git servers.
        - Peak memory is resident memory (`VmHWM`). For git it is the largest single process of the tree, not the sum; a memory-mapped pack counts as far as it was read.
        - Disk written is the kernel's `write_bytes`; for git of the whole process tree. 1 MB is 1,000,000 bytes.
        - The hello-world is published with the worker's own settings (self-contained, trimmed, ReadyToRun, single file).

        """);
}
