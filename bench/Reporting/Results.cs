using Bench.Measuring;
using Bench.Repositories;
using Bench.Startup;
using LocalCloud.Git;

namespace Bench.Reporting;

/// <summary>Everything that one run of the bench has measured.</summary>
internal sealed record Results(
    MirrorSettings Settings,
    Machine Machine,
    DateOnly Date,
    History History,
    RepositorySet Repositories,
    IReadOnlyList<Row> Rows,
    MemoryGrowth Memory,
    BinarySize Binary,
    IReadOnlyList<StartupTimes> Startup)
{
    /// <summary>The row that the targets are about.</summary>
    public Row Direct(Scenario scenario) =>
        Rows.First(row => row.Scenario == scenario && row.Profile == GitProfile.Plain && row.Distance == Distance.None);

    /// <summary>Every run of the worker in the table.</summary>
    public IEnumerable<Figures> WorkerRuns(Scenario? scenario = null) =>
        Rows.Where(row => scenario is null || row.Scenario == scenario).SelectMany(row => row.Arms[0].Runs);

    public IReadOnlyList<Target> Targets()
    {
        const int Cold = 1;
        var (first, oneCommit) = (Direct(Scenario.First).Ratio(Cold), Direct(Scenario.OneCommit).Ratio(Cold));
        var pushed = WorkerRuns(Scenario.OneCommit).Max(run => run.PushBytes);
        var requests = WorkerRuns(Scenario.Nothing).Max(run => run.GitRequests);
        var peak = WorkerRuns().Append(Memory.Once).Append(Memory.Tenfold).Max(run => run.PeakMemory);
        var disk = WorkerRuns().Append(Memory.Once).Append(Memory.Tenfold).Max(run => run.DiskWritten);

        return
        [
            new("one-commit update, against clone and push over HTTP", Text.Times(oneCommit), "at least 20 times faster", oneCommit >= 20),
            new("one-commit update, commands and pack that are pushed", Text.Bytes(pushed), "under 4 KB", pushed < 4_000, IsExact: true),
            new("first replication, against clone and push over HTTP", Text.Times(first), "at least 1.6 times faster", first >= 1.6),
            new($"nothing to do, {Text.Count(History.ManyRefs)} refs: HTTP requests a replica besides the CodeCommit API", $"{requests}", "under 4", requests < 4, IsExact: true),
            new("peak memory of any run of the worker", Text.Bytes(peak), "at most 96 MB", peak <= 96_000_000),
            new("peak memory for ten times the pack", $"{(Memory.Ratio - 1) * 100:+0.0;−0.0;0.0} %", "within 15 %", Math.Abs(Memory.Ratio - 1) <= 0.15),
            new("disk written by any run of the worker", Text.Bytes(disk), "0 bytes", disk == 0, IsExact: true),
            new("published binary", Text.Bytes(Binary.Bytes), "under 45 MB", Binary.Bytes < 45_000_000),
            new("published binary, gzipped", Text.Bytes(Binary.Gzipped), "under 20 MB", Binary.Gzipped < 20_000_000),
            new("process start to first byte sent, against the whole run of a hello-world", Text.Times(Startup[0].Ratio), "at most 5 times", Startup[0].Ratio <= 5),
        ];
    }
}
