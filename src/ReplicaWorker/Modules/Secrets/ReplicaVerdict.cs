namespace ReplicaWorker.Modules.Secrets;

/// <summary>How far AWS is with a step that it has accepted. Pure.</summary>
/// <param name="IsDone">The step is proved.</param>
/// <param name="Failure">AWS's words when it has given up.</param>
/// <param name="Pending">What is still to come, otherwise.</param>
internal sealed record ReplicaVerdict(bool IsDone = false, string? Failure = null, string? Pending = null)
{
    /// <param name="step">What was asked for.</param>
    /// <param name="source">The primary, described afterwards.</param>
    /// <param name="there">The region's own secret; null when there is none, or when it has not been looked at yet.</param>
    /// <param name="primaryRegion">Where the primary stands.</param>
    /// <param name="isFirstLook">A retried replica may still show the failure before.</param>
    public static ReplicaVerdict Of(SecretStep step, SecretState source, SecretState? there, string primaryRegion, bool isFirstLook)
    {
        var entry = source.ReplicaIn(step.Region);
        if (step is SecretStep.Remove)
        {
            return entry is null ? new(IsDone: true) : new(Pending: "the primary still lists its replica");
        }

        return entry?.Status switch
        {
            null => new(Pending: "the primary does not list it"),
            ReplicaStatus.InProgress => new(Pending: entry.Message is { } message ? $"InProgress (AWS: {message})" : "InProgress"),
            ReplicaStatus.Failed when isFirstLook => new(Pending: "Failed, as before"),
            ReplicaStatus.Failed => new(Failure: entry.Message ?? "no reason given"),
            _ when there.In(step.Region, primaryRegion) != Standing.OurReplica => new(Pending: "InSync by AWS's word, and no replica to be seen"),
            _ when SecretComparison.Behind(source, there!) is { } behind => new(Pending: "InSync by AWS's word, but " + behind),
            _ => new(IsDone: true),
        };
    }
}
