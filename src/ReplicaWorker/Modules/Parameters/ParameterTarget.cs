using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>One replica region: where it is, and what a plan for it may do.</summary>
internal sealed class ParameterTarget(string name, ReplicaOptions replica, ParametersOptions options, ParameterMark mark, TimeProvider time)
{
    public string Name => name;

    public string PrimaryRegion => replica.PrimaryRegion;

    /// <summary>As of now.</summary>
    public ParameterPlanRules Rules => new(
        replica.PrimaryRegion, name, mark, options.OnConflict, options.KmsKeys.GetValueOrDefault(name), options.SkipRegionalValues, time.GetUtcNow());

    public ParameterPlan Plan(string parameter, ParameterState? source, ParameterState? copy) => ParameterPlanner.Plan(parameter, source, copy, Rules);
}
