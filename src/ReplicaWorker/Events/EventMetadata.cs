namespace ReplicaWorker.Events;

/// <summary>The envelope of an EventBridge event; a hand-made payload may lack any of it.</summary>
/// <param name="Id">Unique per event, but an event may be delivered more than once.</param>
/// <param name="Source">Such as <c>aws.codecommit</c>.</param>
/// <param name="DetailType">Such as <c>CodeCommit Repository State Change</c>.</param>
/// <param name="Time">When the service says it happened, in whole seconds; what replication lag is measured from.</param>
/// <param name="Region">Where it happened.</param>
/// <param name="Account">Twelve digits.</param>
internal sealed record EventMetadata(
    string? Id = null,
    string? Source = null,
    string? DetailType = null,
    DateTimeOffset? Time = null,
    string? Region = null,
    string? Account = null);
