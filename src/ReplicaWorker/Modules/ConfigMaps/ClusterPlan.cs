using System.Collections.Immutable;
using ReplicaWorker.Modules.Parameters;

namespace ReplicaWorker.Modules.ConfigMaps;

/// <summary>What must happen in one cluster: a plan for each ConfigMap, in order of name. Pure.</summary>
internal static class ClusterPlan
{
    private const string Unwanted = "no entry wants it any more";

    /// <param name="sources">What entries want, as far as their sources could be read.</param>
    /// <param name="live">What stands there, by name: every target, and every copy of ours.</param>
    /// <param name="targets">Of all entries, also those whose source could not be read: these are no orphans.</param>
    /// <param name="rules">What to go by.</param>
    /// <param name="isFull">The sources are those of all entries.</param>
    public static ImmutableArray<ConfigMapPlan> Compute(
        IReadOnlyCollection<SourceReading> sources,
        IReadOnlyDictionary<ConfigMapName, LiveConfigMap> live,
        IReadOnlySet<ConfigMapName> targets,
        ConfigMapPlanRules rules,
        bool isFull = true)
    {
        var wanted = sources.Select(source => ConfigMapPlanner.Plan(source, live.GetValueOrDefault(source.Entry.Target), rules));
        var orphans = live.Values.Where(map => !targets.Contains(map.Name)).Select(map => ConfigMapPlanner.Remove(map, Unwanted, rules));
        ImmutableArray<ConfigMapPlan> plans = [.. wanted.Concat(orphans).OrderBy(plan => plan.Target)];

        // That every single source is gone is more likely a mistake than a wish.
        var isSourceEmpty = isFull && sources.Count > 0 && sources.All(source => source.Content is null);
        var deletions = plans.Count(IsDeletion);
        return DeletionBrake.WhyHeld(deletions, isSourceEmpty, rules.MaxDeletes, rules.AllowDeletes) is { } reason
            ? [.. plans.Select(plan => IsDeletion(plan) ? plan with { Verdict = ConfigMapVerdict.Held, Reason = reason } : plan)]
            : plans;
    }

    private static bool IsDeletion(ConfigMapPlan plan) => plan is { Verdict: ConfigMapVerdict.Change, Step: ConfigMapStep.Delete or ConfigMapStep.Release };
}
