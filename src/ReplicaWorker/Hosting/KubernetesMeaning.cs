using ReplicaWorker.Kubernetes;

namespace ReplicaWorker.Hosting;

/// <summary>What a cluster's refusal means, after retries are used up.</summary>
internal static class KubernetesMeaning
{
    public static ExitCode Of(KubernetesException refused) => refused.Kind switch
    {
        KubernetesFailure.Unauthorized or KubernetesFailure.Forbidden => ExitCode.Denied,
        KubernetesFailure.Throttled or KubernetesFailure.Unavailable or KubernetesFailure.Unreachable => ExitCode.TryLater,
        KubernetesFailure.Moved => ExitCode.TryLater,          // somebody else writes; the next run looks afresh
        KubernetesFailure.NoNamespace => ExitCode.SomeFailed,  // a person creates namespaces
        KubernetesFailure.FieldConflict => ExitCode.SomeFailed,
        KubernetesFailure.Invalid or KubernetesFailure.TooLarge => ExitCode.SomeFailed,
        KubernetesFailure.Untrusted => ExitCode.SomeFailed,    // not later: somebody else answers, or the authority is wrong
        _ => ExitCode.SomeFailed,
    };
}
