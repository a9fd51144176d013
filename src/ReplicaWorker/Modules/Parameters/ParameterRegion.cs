using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>One replica region of one run: what may be done there, and what is written down about it.</summary>
internal sealed class ParameterRegion(ParameterTarget target, ParametersOptions options, RunSwitches switches, ParameterJournal journal, Task<bool> fence)
{
    public string Name => target.Name;

    public string PrimaryRegion => target.PrimaryRegion;

    public ParameterTarget Target => target;

    public ParametersOptions Options => options;

    public RunSwitches Switches => switches;

    public ParameterJournal Journal => journal;

    /// <summary>Whether the region has been failed over to; asked for while the first reads are under way.</summary>
    public Task<bool> Fence => fence;

    public ParameterPlan Plan(string parameter, ParameterState? source, ParameterState? copy) => target.Plan(parameter, source, copy);
}
