using System.Collections.Immutable;

namespace ReplicaWorker.Modules.Secrets;

/// <summary>One secret in one region as the service describes it: everything but its value, which is never read.</summary>
/// <param name="Name">Its name, the same in every region.</param>
/// <param name="Arn">Its ARN in this region.</param>
internal sealed record SecretState(string Name, string Arn)
{
    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Where it is written; null when it was never replicated, and on servers that say it of replicas only.</summary>
    public string? PrimaryRegion { get; init; }

    /// <summary>The AWS service that manages it, such as <c>rds</c>.</summary>
    public string? OwningService { get; init; }

    /// <summary>When its deletion was asked for; null: it was not.</summary>
    public DateTime? DeletedDate { get; init; }

    /// <summary>Null: the region's <c>aws/secretsmanager</c>.</summary>
    public string? KmsKeyId { get; init; }

    public string Description { get; init; } = "";

    /// <summary>When anything of it was changed last; null where the server does not say.</summary>
    public DateTime? Changed { get; init; }

    /// <summary>All tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = None;

    /// <summary>Staging label to the version that it stands on.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = None;

    /// <summary>The version that an application reads; null: it has no value.</summary>
    public string? CurrentVersion => Labels.GetValueOrDefault(SecretComparison.Current);

    /// <summary>Its replicas, as the primary knows them. A list of secrets does not say: then empty.</summary>
    public ImmutableArray<ReplicaEntry> Replicas { get; init; } = [];

    /// <summary>What the primary says of a region: the entry that is in sync, else the newest.</summary>
    /// <remarks>
    /// A server may keep several entries of a region. A call whose answer was lost is sent again, and the second then fails
    /// because of the replica that the first has made: that replica stands all the same.
    /// </remarks>
    public ReplicaEntry? ReplicaIn(string region) =>
        Replicas.FirstOrDefault(entry => entry.Region == region && entry.Status == ReplicaStatus.InSync)
        ?? Replicas.LastOrDefault(entry => entry.Region == region);
}

/// <summary>What the primary says of one replica region.</summary>
/// <param name="Region">Where.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Message">AWS's words on it.</param>
/// <param name="KmsKeyId">The replica's key, as it was asked for.</param>
internal sealed record ReplicaEntry(string Region, ReplicaStatus Status, string? Message = null, string? KmsKeyId = null);

/// <summary>AWS's words for the state of a replica.</summary>
internal enum ReplicaStatus
{
    InSync,
    InProgress,
    Failed,
}
