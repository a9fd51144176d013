namespace ReplicaWorker.Modules.Fence;

/// <summary>What is to be done with the fence of a region.</summary>
/// <param name="Region">A configured replica region.</param>
/// <param name="IsSet">Whether it shall stand.</param>
internal sealed record FenceRequest(string Region, bool IsSet);
