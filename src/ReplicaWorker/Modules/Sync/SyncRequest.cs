namespace ReplicaWorker.Modules.Sync;

/// <summary>Everything: there is nothing to choose.</summary>
internal sealed record SyncRequest;
