namespace ReplicaWorker.Kubernetes;

/// <summary>What an API server says when it refuses.</summary>
/// <remarks>Source: Kubernetes API reference, Status.</remarks>
internal sealed class Status
{
    public string? Kind { get; set; }

    public string? Message { get; set; }

    public string? Reason { get; set; }

    public StatusDetails? Details { get; set; }
}

internal sealed class StatusDetails
{
    /// <value>The resource that the refusal is about: <c>configmaps</c>, <c>namespaces</c>.</value>
    public string? Kind { get; set; }

    public string? Name { get; set; }

    public List<StatusCause>? Causes { get; set; }

    public int? RetryAfterSeconds { get; set; }
}

internal sealed class StatusCause
{
    public string? Reason { get; set; }

    public string? Message { get; set; }

    public string? Field { get; set; }
}
