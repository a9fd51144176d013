using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>A region that was dropped from the configuration by mistake must not cost all its replicas. Pure.</summary>
internal static class SecretBrake
{
    /// <param name="plans">Of the whole run.</param>
    /// <param name="maxDeletes">More removals than this in one region are all held.</param>
    /// <param name="allowDeletes">A human's number instead.</param>
    public static ImmutableArray<SecretPlan> Apply(ImmutableArray<SecretPlan> plans, int maxDeletes, int? allowDeletes)
    {
        var limit = allowDeletes ?? maxDeletes;
        foreach (var (region, count) in plans.SelectMany(plan => plan.Steps).OfType<SecretStep.Remove>().CountBy(step => step.Region, StringComparer.Ordinal))
        {
            if (count > limit)
            {
                plans = Hold(plans, region, $"{count} replicas in {region} would go, more than {limit}; --allow-deletes {count} confirms");
            }
        }

        return plans;
    }

    /// <summary>Holds every removal in one region.</summary>
    public static ImmutableArray<SecretPlan> Hold(ImmutableArray<SecretPlan> plans, string region, string reason) =>
        [.. plans.Select(plan => plan.Hold(step => step is SecretStep.Remove && step.Region == region, reason))];
}
