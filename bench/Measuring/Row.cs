using Bench.Arms;
using LocalCloud.Git;

namespace Bench.Measuring;

/// <summary>One scenario on one server at one distance: what each arm took.</summary>
/// <param name="Profile">The server.</param>
/// <param name="Distance">To it.</param>
/// <param name="Scenario">What was replicated.</param>
/// <param name="Arms">In the order of the report; the first one is the worker.</param>
internal sealed record Row(GitProfile Profile, Distance Distance, Scenario Scenario, IReadOnlyList<ArmResult> Arms)
{
    public Figures Worker => Arms[0].Median;

    /// <summary>How many times as long an arm took as the worker.</summary>
    public double Ratio(int arm) => Arms[arm].Median.Wall / Worker.Wall;

    /// <summary>Measures the arms in turns, so that what changes on the machine meanwhile meets them all.</summary>
    public static async Task<Row> MeasureAsync(
        Trial trial, GitProfile profile, Distance distance, Scenario scenario, IReadOnlyList<IArm> arms, int repetitions,
        Progress progress, CancellationToken stopping)
    {
        var runs = arms.Select(_ => new List<Figures>()).ToList();
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            foreach (var (arm, list) in arms.Zip(runs))
            {
                list.Add(await trial.RunAsync(scenario, arm, stopping));
            }
        }

        var row = new Row(profile, distance, scenario, [.. arms.Zip(runs, (arm, list) => new ArmResult(arm.Name, list))]);
        progress.Say($"{profile}, {distance.Name}, {scenario.Name}: "
            + string.Join(", ", row.Arms.Select(arm => $"{arm.Name} {arm.Median.Wall.TotalSeconds:0.00} s")));
        return row;
    }
}

/// <summary>All runs of one arm in a row.</summary>
internal sealed record ArmResult(string Name, IReadOnlyList<Figures> Runs)
{
    public Figures Median { get; } = Figures.Median(Runs);
}
