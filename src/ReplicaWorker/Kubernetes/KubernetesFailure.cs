namespace ReplicaWorker.Kubernetes;

/// <summary>What a cluster's refusal, or its silence, comes to.</summary>
internal enum KubernetesFailure
{
    /// <summary>It does not know who we are, also with a fresh token.</summary>
    Unauthorized,

    /// <summary>It knows, and does not let us: RBAC, an admission policy, a quota.</summary>
    Forbidden,

    /// <summary>The namespace does not exist, or is being deleted.</summary>
    NoNamespace,

    /// <summary>Another field manager owns a field with another value.</summary>
    FieldConflict,

    /// <summary>The object is not the one any more that we looked at.</summary>
    Moved,

    /// <summary>The object breaks the API's rules.</summary>
    Invalid,

    /// <summary>The request is larger than the server takes.</summary>
    TooLarge,

    /// <summary>The server asks for patience.</summary>
    Throttled,

    /// <summary>The server is in trouble itself.</summary>
    Unavailable,

    /// <summary>No answer: name resolution, connection, time.</summary>
    Unreachable,

    /// <summary>Its certificate is not by the cluster's own authority, or for another host.</summary>
    Untrusted,

    /// <summary>An answer that is none of this API's.</summary>
    NotUnderstood,
}
