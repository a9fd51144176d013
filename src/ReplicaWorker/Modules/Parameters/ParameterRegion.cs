using ReplicaWorker.Hosting;
using ReplicaWorker.Options;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>One replica region of one run: where it is, what may be done there, and what is written down about it.</summary>
internal sealed class ParameterRegion(
    string name, ReplicaOptions replica, ParametersOptions options, RunSwitches switches, ParameterMark mark, ParameterJournal journal, Task<bool> fence, TimeProvider time)
{
    public string Name => name;

    public string PrimaryRegion => replica.PrimaryRegion;

    public ParametersOptions Options => options;

    public RunSwitches Switches => switches;

    public ParameterMark Mark => mark;

    public ParameterJournal Journal => journal;

    /// <summary>Whether the region has been failed over to; asked for while the first reads are under way.</summary>
    public Task<bool> Fence => fence;

    public ParameterPlan Plan(string parameter, ParameterState? source, ParameterState? copy) => ParameterPlanner.Plan(
        parameter,
        source,
        copy,
        new(replica.PrimaryRegion, name, mark, options.OnConflict, options.KmsKeys.GetValueOrDefault(name), options.SkipRegionalValues, time.GetUtcNow()));
}
