namespace ReplicaWorker.Modules.Secrets;

/// <summary>What happens when a secret of the same name stands in a replica region and is not our replica.</summary>
internal enum OnConflict
{
    /// <summary>It is left as it is, and the item fails with what stands there.</summary>
    Fail,

    /// <summary>
    /// A standalone secret, or one that awaits deletion, is overwritten (<c>ForceOverwriteReplicaSecret</c>): its versions are lost.
    /// A replica of another region, a secret with replicas of its own and a service's secret are never overwritten.
    /// </summary>
    Overwrite,
}
