namespace ReplicaWorker.Hosting;

/// <summary>The options every verb takes.</summary>
/// <param name="DryRun">Print the plan and change nothing.</param>
/// <param name="RegionOnly">Bring only this replica region in step; the others are not even read.</param>
/// <param name="AllowDeletes">A human confirms this many deletions; at most so many are made in one repository or store.</param>
/// <param name="Verbose">Log at debug level: each request, each planned step, what servers said.</param>
internal sealed record RunSwitches(bool DryRun = false, string? RegionOnly = null, int? AllowDeletes = null, bool Verbose = false);
