namespace ReplicaWorker.Modules.GitMirror;

/// <summary>Where <c>check --probe</c> tries to push to a replica. Such branches are the replica's own for a few seconds: never mirrored, never deleted by the mirror.</summary>
internal static class ProbeRef
{
    public const string Prefix = "refs/heads/replica-worker-probe/";

    public static bool IsProbe(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);
}
