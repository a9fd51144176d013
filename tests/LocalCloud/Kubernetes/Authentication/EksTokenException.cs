namespace LocalCloud.Kubernetes.Authentication;

/// <summary>A token that EKS would not take, and why. The real one tells nobody: the caller only sees 401.</summary>
public sealed class EksTokenException(string reason) : Exception(reason);
