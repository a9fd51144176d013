using Bench.Measuring;
using Bench.Reporting;

namespace Bench.Config;

/// <summary>Everything that one run of <c>bench -- config</c> has counted.</summary>
/// <param name="Settings">How many of everything.</param>
/// <param name="Machine">What it ran on; matters for memory only.</param>
/// <param name="Date">Of the run.</param>
/// <param name="First">Full sync into an empty replica region.</param>
/// <param name="Second">Full sync of what is in step.</param>
/// <param name="FirstSecrets">Likewise for secrets.</param>
/// <param name="SecondSecrets">Likewise for secrets.</param>
/// <param name="Events">One event each.</param>
/// <param name="Many">First and second full sync of many large parameters.</param>
internal sealed record ConfigResults(
    ConfigSettings Settings,
    Machine Machine,
    DateOnly Date,
    CountedRun First,
    CountedRun Second,
    CountedRun FirstSecrets,
    CountedRun SecondSecrets,
    IReadOnlyList<CountedRun> Events,
    IReadOnlyList<CountedRun> Many)
{
    public IReadOnlyList<Target> Targets()
    {
        var items = Text.Count(Settings.Items);
        var single = Events.Where(run => run.Name != ConfigBench.Several).ToArray();
        var (calls, steps) = (single.Max(run => run.Calls.Count), single.Max(run => run.Steps));
        var peak = Many.Max(run => run.PeakMemory);
        var writes = Second.Writes + SecondSecrets.Writes + Many[^1].Writes;

        return
        [
            new($"calls for a full sync of {items} unchanged parameters", $"{Second.Calls.Count}", "at most 320", Second.Calls.Count <= 320, IsExact: true),
            new($"calls for a full sync of {items} unchanged secrets", $"{SecondSecrets.Calls.Count}", "at most 30", SecondSecrets.Calls.Count <= 30, IsExact: true),
            new("calls from one parameter event to the proved copy, the most", $"{calls}", "at most 9", calls <= 9, IsExact: true),
            new("steps of those that wait for each other, the most", $"{steps}", "at most 4", steps <= 4),
            new("writes in a second full sync", $"{writes}", "0", writes == 0, IsExact: true),
            new($"peak memory for {Text.Count(Settings.ManyItems)} parameters of 4 KB", Text.Bytes(peak), "at most 200 MB", peak <= 200_000_000),
        ];
    }
}
