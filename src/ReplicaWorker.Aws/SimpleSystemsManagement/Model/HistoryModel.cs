using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>One version of a parameter. Never log one: for a SecureString, <see cref="Value"/> is the secret.</summary>
public class ParameterHistory
{
    public string? AllowedPattern { get; set; }

    public string? DataType { get; set; }

    public string? Description { get; set; }

    public string? KeyId { get; set; }

    /// <value>Of this version, up to 10.</value>
    public List<string>? Labels { get; set; }

    public DateTime? LastModifiedDate { get; set; }

    public string? LastModifiedUser { get; set; }

    public string? Name { get; set; }

    public List<ParameterInlinePolicy>? Policies { get; set; }

    public ParameterTier? Tier { get; set; }

    public ParameterType? Type { get; set; }

    public string? Value { get; set; }

    public long? Version { get; set; }
}

public class GetParameterHistoryRequest : AmazonSimpleSystemsManagementRequest
{
    /// <value>1 to 50; null: the service's choice.</value>
    public int? MaxResults { get; set; }

    public string? Name { get; set; }

    /// <value>From the page before; null for the first.</value>
    public string? NextToken { get; set; }

    /// <value>Null: no.</value>
    public bool? WithDecryption { get; set; }
}

public class GetParameterHistoryResponse : AmazonWebServiceResponse
{
    /// <value>Null on the last page. A page may be short, or empty, and not be the last.</value>
    public string? NextToken { get; set; }

    public List<ParameterHistory>? Parameters { get; set; }
}

public class LabelParameterVersionRequest : AmazonSimpleSystemsManagementRequest
{
    /// <value>1 to 10; a label that another version bears is moved.</value>
    public List<string>? Labels { get; set; }

    public string? Name { get; set; }

    /// <value>Null: the newest.</value>
    public long? ParameterVersion { get; set; }
}

public class LabelParameterVersionResponse : AmazonWebServiceResponse
{
    /// <value>Refused for their form: no exception says so.</value>
    public List<string>? InvalidLabels { get; set; }

    public long? ParameterVersion { get; set; }
}

public class UnlabelParameterVersionRequest : AmazonSimpleSystemsManagementRequest
{
    /// <value>1 to 10. Required.</value>
    public List<string>? Labels { get; set; }

    public string? Name { get; set; }

    /// <value>Required.</value>
    public long? ParameterVersion { get; set; }
}

public class UnlabelParameterVersionResponse : AmazonWebServiceResponse
{
    /// <value>Those that the version does not bear.</value>
    public List<string>? InvalidLabels { get; set; }

    public List<string>? RemovedLabels { get; set; }
}
