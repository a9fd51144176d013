using ReplicaWorker.Modules.Check.EndToEnd;

namespace ReplicaWorker.Modules.Check;

/// <summary>What to try.</summary>
/// <param name="Probe">Also write, verify and remove items of our own, to try what a read cannot.</param>
/// <param name="EndToEnd">Instead of all that: watch items travel by what is deployed.</param>
internal sealed record CheckRequest(bool Probe = false, EndToEndRequest? EndToEnd = null);
