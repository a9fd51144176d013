using Bench.Arms;
using Bench.Repositories;

namespace Bench.Measuring;

/// <summary>The worker's peak memory, for a pack and for one ten times as large.</summary>
/// <param name="Once">Replication of the smaller pack.</param>
/// <param name="Tenfold">Replication of the larger pack.</param>
internal sealed record MemoryGrowth(Figures Once, Figures Tenfold)
{
    public double Ratio => (double)Tenfold.PeakMemory / Once.PeakMemory;

    public static async Task<MemoryGrowth> MeasureAsync(
        Trial trial, IArm worker, int repetitions, Progress progress, CancellationToken stopping)
    {
        var (once, tenfold) = (new List<Figures>(), new List<Figures>());
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            once.Add(await trial.RunAsync(Filled(RepositoryState.Noise), worker, stopping));
            tenfold.Add(await trial.RunAsync(Filled(RepositoryState.TenfoldNoise), worker, stopping));
        }

        var growth = new MemoryGrowth(Figures.Median(once), Figures.Median(tenfold));
        progress.Say($"peak memory {growth.Once.PeakMemory / 1e6:0.0} MB, for ten times the pack {growth.Tenfold.PeakMemory / 1e6:0.0} MB");
        return growth;
    }

    private static Scenario Filled(RepositoryState source) => new("a pack of noise", source, RepositoryState.Empty, RepositoryState.Empty);
}
