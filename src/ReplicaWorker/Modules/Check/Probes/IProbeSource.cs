namespace ReplicaWorker.Modules.Check.Probes;

/// <summary>The writes of one service that modules make. A new one is a file here and a line in <see cref="CheckRegistration"/>.</summary>
internal interface IProbeSource
{
    /// <summary>What would be written. Calls nobody: only trying a step does.</summary>
    IEnumerable<Probe> Plan(CheckScope scope);
}
