using Amazon.Runtime;

namespace Amazon.SecretsManager.Model;

/// <summary>A secret's value. Never log one.</summary>
public class SecretValueEntry
{
    public string? ARN { get; set; }

    public DateTime? CreatedDate { get; set; }

    public string? Name { get; set; }

    public MemoryStream? SecretBinary { get; set; }

    public string? SecretString { get; set; }

    public string? VersionId { get; set; }

    public List<string>? VersionStages { get; set; }
}

/// <summary>Why one of several could not be read.</summary>
public class APIErrorType
{
    public string? ErrorCode { get; set; }

    public string? Message { get; set; }

    public string? SecretId { get; set; }
}

public class GetSecretValueRequest : AmazonSecretsManagerRequest
{
    public string? SecretId { get; set; }

    public string? VersionId { get; set; }

    /// <value>Null, together with the version id: <c>AWSCURRENT</c>.</value>
    public string? VersionStage { get; set; }
}

/// <summary>A secret's value. Never log one.</summary>
public class GetSecretValueResponse : AmazonWebServiceResponse
{
    public string? ARN { get; set; }

    public DateTime? CreatedDate { get; set; }

    public string? Name { get; set; }

    public MemoryStream? SecretBinary { get; set; }

    public string? SecretString { get; set; }

    public string? VersionId { get; set; }

    public List<string>? VersionStages { get; set; }
}

public class BatchGetSecretValueRequest : AmazonSecretsManagerRequest
{
    public List<Filter>? Filters { get; set; }

    /// <value>1 to 20, with filters only.</value>
    public int? MaxResults { get; set; }

    /// <value>From the page before; null for the first.</value>
    public string? NextToken { get; set; }

    /// <value>1 to 20; not together with filters.</value>
    public List<string>? SecretIdList { get; set; }
}

public class BatchGetSecretValueResponse : AmazonWebServiceResponse
{
    /// <value>Of the secrets that could not be read: no exception says so.</value>
    public List<APIErrorType>? Errors { get; set; }

    /// <value>Null on the last page. A page may be short, or empty, and not be the last.</value>
    public string? NextToken { get; set; }

    public List<SecretValueEntry>? SecretValues { get; set; }
}
