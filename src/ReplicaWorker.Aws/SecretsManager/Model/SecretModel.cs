using Amazon.Runtime;

namespace Amazon.SecretsManager.Model;

/// <summary>What every request of this service is.</summary>
public class AmazonSecretsManagerRequest : AmazonWebServiceRequest;

public class RotationRulesType
{
    /// <value>1 to 1,000 days; null when a schedule says it.</value>
    public long? AutomaticallyAfterDays { get; set; }

    public string? Duration { get; set; }

    public string? ScheduleExpression { get; set; }
}

/// <summary>A secret as a list shows it: without value, and without the state of its replicas.</summary>
public class SecretListEntry
{
    public string? ARN { get; set; }

    public DateTime? CreatedDate { get; set; }

    /// <value>When deletion was asked for; null: it was not.</value>
    public DateTime? DeletedDate { get; set; }

    public string? Description { get; set; }

    /// <value>Key or alias; null: the region's <c>aws/secretsmanager</c>.</value>
    public string? KmsKeyId { get; set; }

    public DateTime? LastAccessedDate { get; set; }

    public DateTime? LastChangedDate { get; set; }

    public DateTime? LastRotatedDate { get; set; }

    public string? Name { get; set; }

    public DateTime? NextRotationDate { get; set; }

    /// <value>The AWS service that manages the secret, such as <c>rds</c>; null: none.</value>
    public string? OwningService { get; set; }

    /// <value>Where the secret is written; null when it was never replicated.</value>
    public string? PrimaryRegion { get; set; }

    public bool? RotationEnabled { get; set; }

    public string? RotationLambdaARN { get; set; }

    public RotationRulesType? RotationRules { get; set; }

    /// <value>Stages by version id.</value>
    public Dictionary<string, List<string>>? SecretVersionsToStages { get; set; }

    public List<Tag>? Tags { get; set; }

    public string? Type { get; set; }
}

public class Filter
{
    public FilterNameStringType? Key { get; set; }

    /// <value>1 to 10; one that fits is enough. A leading <c>!</c> turns it around.</value>
    public List<string>? Values { get; set; }
}

public class DescribeSecretRequest : AmazonSecretsManagerRequest
{
    /// <value>A name or ARN. Required.</value>
    public string? SecretId { get; set; }
}

public class DescribeSecretResponse : AmazonWebServiceResponse
{
    public string? ARN { get; set; }

    public DateTime? CreatedDate { get; set; }

    /// <value>When deletion was asked for; null: it was not. Describing still works then.</value>
    public DateTime? DeletedDate { get; set; }

    public string? Description { get; set; }

    /// <value>Key or alias; null: the region's <c>aws/secretsmanager</c>.</value>
    public string? KmsKeyId { get; set; }

    public DateTime? LastAccessedDate { get; set; }

    public DateTime? LastChangedDate { get; set; }

    public DateTime? LastRotatedDate { get; set; }

    public string? Name { get; set; }

    public DateTime? NextRotationDate { get; set; }

    /// <value>The AWS service that manages the secret, such as <c>rds</c>; null: none.</value>
    public string? OwningService { get; set; }

    /// <value>Where the secret is written; null when it was never replicated.</value>
    public string? PrimaryRegion { get; set; }

    /// <value>One entry a replica region; null or empty when there is none.</value>
    public List<ReplicationStatusType>? ReplicationStatus { get; set; }

    public bool? RotationEnabled { get; set; }

    public string? RotationLambdaARN { get; set; }

    public RotationRulesType? RotationRules { get; set; }

    public List<Tag>? Tags { get; set; }

    public string? Type { get; set; }

    /// <value>Stages by version id; a version without a stage is not listed.</value>
    public Dictionary<string, List<string>>? VersionIdsToStages { get; set; }
}

public class ListSecretsRequest : AmazonSecretsManagerRequest
{
    /// <value>Up to 10; all must fit.</value>
    public List<Filter>? Filters { get; set; }

    /// <value>Null: secrets that await deletion are left out.</value>
    public bool? IncludePlannedDeletion { get; set; }

    /// <value>1 to 100; null: 100.</value>
    public int? MaxResults { get; set; }

    /// <value>From the page before; null for the first.</value>
    public string? NextToken { get; set; }

    public SortByType? SortBy { get; set; }

    public SortOrderType? SortOrder { get; set; }
}

public class ListSecretsResponse : AmazonWebServiceResponse
{
    /// <value>Null on the last page. A page may be short, or empty, and not be the last.</value>
    public string? NextToken { get; set; }

    public List<SecretListEntry>? SecretList { get; set; }
}
