namespace ReplicaWorker.Modules.GitMirror;

/// <summary>What happens to a replica's tip that the source has never seen: somebody pushed to the replica. Always reported.</summary>
internal enum Diverged
{
    /// <summary>Kept under <c>refs/heads/replica-kept/</c>; the ref then follows the source.</summary>
    Keep,

    /// <summary>The ref follows the source; the tip is lost.</summary>
    Overwrite,

    /// <summary>The ref stays as it is until a person has decided.</summary>
    Hold,
}
