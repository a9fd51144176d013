using Demo.Repositories;

namespace Demo;

/// <summary>What the workers planned and did, in few words: the same step in several regions is one line.</summary>
internal static class PlanText
{
    private const int Most = 6;
    private const string Both = "both regions";
    private const string Nothing = "-------";

    /// <summary>Refs, secrets and parameters of all regions. Two runs at once may both find the same change done, and both say so.</summary>
    public static int Changed(IEnumerable<PlannedChange> changes) =>
        changes.Where(change => change is { Action: not null, Held: false }).Distinct().Count();

    public static IReadOnlyList<string> Lines(IEnumerable<PlannedChange> changes)
    {
        var steps = changes.GroupBy(change => change with { Region = "" }).ToArray();
        if (steps.Length == 0)
        {
            return ["nothing to do"];
        }

        var names = steps.Take(Most).Where(step => step.Key.Action is not null).Select(step => step.Key.What.Length).DefaultIfEmpty().Max();
        var lines = steps.Take(Most).Select(step => Line(step.Key, Regions([.. step.Select(change => change.Region)]), names));
        return steps.Length <= Most ? [.. lines] : [.. lines, $"... {steps.Length - Most} more"];
    }

    private static string Line(PlannedChange step, string regions, int names)
    {
        var where = regions == Both ? "both" : regions;
        return step switch
        {
            { Action: null } => $"{Place.Replicas[0].Repository}: {step.What}, {regions}",
            { Old: null, New: null } => $"{(step.Held ? "held: " : "")}{step.Action} {step.What.PadRight(names)}  {where}: {step.Reason}",
            _ => $"{(step.Held ? "held: " : "")}{step.Action} {step.What.PadRight(names)}  {Short(step.Old)} -> {Short(step.New)}  {where}: {step.Reason}",
        };
    }

    private static string Short(string? id) => id is null ? Nothing : id[..Nothing.Length];

    private static string Regions(string[] regions) =>
        regions.Distinct(StringComparer.Ordinal).Count() == Place.Replicas.Count ? Both : string.Join(", ", regions.Distinct(StringComparer.Ordinal));
}
