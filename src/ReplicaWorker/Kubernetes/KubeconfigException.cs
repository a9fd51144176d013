namespace ReplicaWorker.Kubernetes;

/// <summary>A kubeconfig that we cannot use. The message continues "the file": "has no context prod". Never a value.</summary>
#pragma warning disable CA1032 // The standard constructors would allow a failure without a reason.
internal sealed class KubeconfigException(string message, Exception? cause = null) : Exception(message, cause);
#pragma warning restore CA1032
