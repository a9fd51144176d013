using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Check;

/// <summary>Every check there is for a configuration, in the order of the table. Pure.</summary>
internal static class CheckPlan
{
    public static ImmutableArray<CheckItem> Of(IEnumerable<ICheckSource> sources, CheckScope scope) =>
    [
        .. sources.SelectMany(source => source.Plan(scope))
            .OrderBy(check => scope.Regions.IndexOf(check.Region))
            .ThenBy(check => check.Service, StringComparer.Ordinal)
            .ThenBy(check => check.Ability, StringComparer.Ordinal),
    ];

    /// <summary>Rows of several plans, region by region; within a region each plan's stay together in their order.</summary>
    public static ImmutableArray<CheckResult> Sort(IEnumerable<CheckResult> results, CheckScope scope) =>
        [.. results.OrderBy(result => scope.Regions.IndexOf(result.Check.Region))];
}
