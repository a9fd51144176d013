using Amazon.Runtime;

namespace Amazon.SecretsManager.Model;

public class ReplicaRegionType
{
    /// <value>A key of that region, by id, ARN or alias; null: its <c>aws/secretsmanager</c>. A wrong one is not refused: the replica fails later.</value>
    public string? KmsKeyId { get; set; }

    public string? Region { get; set; }
}

public class ReplicationStatusType
{
    /// <value>The replica's key, as it was asked for.</value>
    public string? KmsKeyId { get; set; }

    /// <value>A day, without time.</value>
    public DateTime? LastAccessedDate { get; set; }

    public string? Region { get; set; }

    public StatusType? Status { get; set; }

    /// <value>Why it failed, such as that a secret of this name is there.</value>
    public string? StatusMessage { get; set; }
}

public class ReplicateSecretToRegionsRequest : AmazonSecretsManagerRequest
{
    /// <value>At least one. Required.</value>
    public List<ReplicaRegionType>? AddReplicaRegions { get; set; }

    /// <value>Null: a secret of this name in the replica region makes the replication fail, after the answer.</value>
    public bool? ForceOverwriteReplicaSecret { get; set; }

    /// <value>A name or ARN. Required.</value>
    public string? SecretId { get; set; }
}

public class ReplicateSecretToRegionsResponse : AmazonWebServiceResponse
{
    public string? ARN { get; set; }

    /// <value>Accepted is not done: ask DescribeSecret until nothing is in progress.</value>
    public List<ReplicationStatusType>? ReplicationStatus { get; set; }
}

public class RemoveRegionsFromReplicationRequest : AmazonSecretsManagerRequest
{
    /// <value>Their replicas are deleted at once, without a way back. Required.</value>
    public List<string>? RemoveReplicaRegions { get; set; }

    public string? SecretId { get; set; }
}

public class RemoveRegionsFromReplicationResponse : AmazonWebServiceResponse
{
    public string? ARN { get; set; }

    /// <value>Of the regions that remain.</value>
    public List<ReplicationStatusType>? ReplicationStatus { get; set; }
}

public class StopReplicationToReplicaRequest : AmazonSecretsManagerRequest
{
    /// <value>The replica's ARN; called in the replica's region. Required.</value>
    public string? SecretId { get; set; }
}

public class StopReplicationToReplicaResponse : AmazonWebServiceResponse
{
    /// <value>Of the secret that was a replica.</value>
    public string? ARN { get; set; }
}
