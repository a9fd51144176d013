using System.Collections.Immutable;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Check;

/// <summary>From rows to what the run came to. Pure.</summary>
internal static class CheckReport
{
    /// <summary>What works counts as unchanged, what fails as failed, what is closed on purpose as held. What was not tried counts nowhere: it is neither.</summary>
    public static Outcome Outcome(IEnumerable<CheckResult> results) => results
        .GroupBy(result => result.Check.Region, StringComparer.Ordinal)
        .Aggregate(Hosting.Outcome.Nothing, (sum, region) => sum + Hosting.Outcome.Of(
            region.Key,
            new Counts(0, region.Count(result => result.State is CheckState.Works or CheckState.Warns), region.Count(result => result.State == CheckState.Held), 0),
            Failures(region)));

    private static ImmutableArray<Failure> Failures(IEnumerable<CheckResult> results) =>
    [
        .. results.Where(result => result.State == CheckState.Fails)
            .Select(result => new Failure(result.Check.Region, $"{result.Check.Service}: {result.Check.Ability}", result.Note, result.Meaning)),
    ];

    /// <summary>As the table and the log write it.</summary>
    public static string Text(this CheckState state) => state switch
    {
        CheckState.Works => "works",
        CheckState.Warns => "warns",
        CheckState.Untried => "untried",
        CheckState.Held => "held",
        _ => "fails",
    };

    public static string Text(this Actor actor) => actor switch
    {
        Actor.Permissions => "permissions",
        Actor.Network => "network",
        Actor.RunAgain => "run again",
        Actor.Configuration => "task definition",
        Actor.Human => "a human",
        Actor.ReadTheNote => "read the note",
        Actor.Us => "us",
        _ => "nobody",
    };
}
