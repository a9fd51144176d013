namespace ReplicaWorker.Modules.Check;

/// <summary>What to try.</summary>
/// <param name="Probe">Also write, verify and remove items of our own, to try what a read cannot.</param>
internal sealed record CheckRequest(bool Probe = false);
