using System.Collections.Immutable;

namespace ReplicaWorker.Events;

/// <summary>Everything that can wake this worker. The set is closed: no case exists outside this file.</summary>
/// <remarks>An event says where to look, never what is true: events get lost, doubled and reordered.</remarks>
/// <param name="Metadata">The envelope.</param>
internal abstract record ReplicaEvent(EventMetadata Metadata)
{
    /// <summary>Whether something changed at the source, so that the time since then is replication lag.</summary>
    public virtual bool IsChange => true;

    /// <summary>A branch or tag was created, moved or deleted (<c>CodeCommit Repository State Change</c>).</summary>
    /// <param name="Metadata">The envelope.</param>
    /// <param name="Repository">A legal name.</param>
    /// <param name="Change">What the event says happened.</param>
    /// <param name="Ref">Full name by the rules of git; absent when the rule passed none on.</param>
    /// <param name="OldCommitId">Absent for a created ref.</param>
    /// <param name="CommitId">Absent for a deleted ref.</param>
    internal sealed record RefChanged(
        EventMetadata Metadata, string Repository, RefChangeKind Change, string? Ref, string? OldCommitId, string? CommitId) : ReplicaEvent(Metadata);

    /// <summary>A repository was created, or its default branch or description changed (by CloudTrail).</summary>
    internal sealed record RepositoryChanged(EventMetadata Metadata, string Repository, RepositoryCall Call) : ReplicaEvent(Metadata);

    /// <summary>A repository was deleted (by CloudTrail). Reported; replicas are never deleted with it.</summary>
    internal sealed record RepositoryDeleted(EventMetadata Metadata, string Repository) : ReplicaEvent(Metadata);

    /// <summary>A parameter changed (<c>Parameter Store Change</c>, or asked for by hand).</summary>
    /// <param name="Metadata">The envelope.</param>
    /// <param name="Name">A name or ARN.</param>
    /// <param name="Operation">What the event says happened.</param>
    /// <param name="Type"><c>String</c>, <c>StringList</c> or <c>SecureString</c>, where the event says so.</param>
    internal sealed record ParameterChanged(EventMetadata Metadata, string Name, ParameterOperation Operation, string? Type = null)
        : ReplicaEvent(Metadata);

    /// <summary>A parameter's policy acted (<c>Parameter Store Policy Action</c>): an expired one is gone at the source.</summary>
    /// <param name="Metadata">The envelope.</param>
    /// <param name="Name">A name or ARN.</param>
    /// <param name="PolicyType"><c>Expiration</c>, <c>ExpirationNotification</c> or <c>NoChangeNotification</c>, where the event says so.</param>
    internal sealed record ParameterPolicyActed(EventMetadata Metadata, string Name, string? PolicyType) : ReplicaEvent(Metadata);

    /// <summary>An API call named one or more parameters (by CloudTrail).</summary>
    internal sealed record ParametersCalled(EventMetadata Metadata, ImmutableArray<string> Names, string Call) : ReplicaEvent(Metadata)
    {
        public bool Equals(ParametersCalled? other) =>
            other is not null && Metadata == other.Metadata && Names.SequenceEqual(other.Names) && Call == other.Call;

        public override int GetHashCode() => HashCode.Combine(Metadata, Names.Length, Call);
    }

    /// <summary>A secret has a new version under a label (<c>Secret Label Updated</c>).</summary>
    /// <param name="Metadata">The envelope.</param>
    /// <param name="SecretId">A name or ARN; the name is not cut out of an ARN, <c>DescribeSecret</c> knows it.</param>
    /// <param name="Label">Such as <c>AWSCURRENT</c>.</param>
    /// <param name="VersionId">The version that has the label now.</param>
    internal sealed record SecretLabelUpdated(EventMetadata Metadata, string SecretId, string? Label, string? VersionId) : ReplicaEvent(Metadata);

    /// <summary>An API call or a rotation touched a secret (by CloudTrail).</summary>
    /// <param name="Metadata">The envelope.</param>
    /// <param name="SecretId">A name or ARN, as the call gave it.</param>
    /// <param name="Call">The event's name, such as <c>PutSecretValue</c> or <c>RotationSucceeded</c>.</param>
    internal sealed record SecretCalled(EventMetadata Metadata, string SecretId, string Call) : ReplicaEvent(Metadata);

    /// <summary>A schedule, a person or a second rule asks for a verb.</summary>
    /// <param name="Metadata">The envelope.</param>
    /// <param name="Action">The verb.</param>
    /// <param name="DryRun">Show the plan only.</param>
    /// <param name="Names">What the event names, of the kind the verb takes; empty: everything.</param>
    internal sealed record ActionRequested(EventMetadata Metadata, RequestedAction Action, bool DryRun, ImmutableArray<string> Names)
        : ReplicaEvent(Metadata)
    {
        public override bool IsChange => false;

        public bool Equals(ActionRequested? other) =>
            other is not null && Metadata == other.Metadata && Action == other.Action && DryRun == other.DryRun && Names.SequenceEqual(other.Names);

        public override int GetHashCode() => HashCode.Combine(Metadata, Action, DryRun, Names.Length);
    }

    /// <summary>Understood, and no reason to look at anything.</summary>
    /// <param name="Metadata">The envelope.</param>
    /// <param name="Reason">Continues "nothing to do: ".</param>
    internal sealed record NothingToDo(EventMetadata Metadata, string Reason) : ReplicaEvent(Metadata)
    {
        public override bool IsChange => false;
    }
}

/// <summary>What happened to a ref; names follow CodeCommit's <c>referenceCreated</c> and so on.</summary>
internal enum RefChangeKind
{
    Created,
    Updated,
    Deleted,
}

/// <summary>The calls on a repository that a mirror follows.</summary>
internal enum RepositoryCall
{
    CreateRepository,
    UpdateDefaultBranch,
    UpdateRepositoryDescription,
}

/// <summary>What happened to a parameter, in Parameter Store's words.</summary>
internal enum ParameterOperation
{
    Create,
    Update,
    Delete,
    LabelParameterVersion,
}

/// <summary>The verbs that an event may ask for.</summary>
internal enum RequestedAction
{
    Mirror,
    Secrets,
    Parameters,
    ConfigMaps,
    Drift,
    Deploy,
    Sync,
    Check,
}
