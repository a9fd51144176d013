using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>A policy as DescribeParameters shows it. PutParameter wants an array of the texts alone.</summary>
public class ParameterInlinePolicy
{
    /// <value><c>Pending</c>, <c>Finished</c>, <c>Failed</c> or <c>InProgress</c>.</value>
    public string? PolicyStatus { get; set; }

    /// <value>The policy itself: a JSON object, as text.</value>
    [JsonConverter(typeof(PolicyTextJson))]
    public string? PolicyText { get; set; }

    /// <value><c>Expiration</c>, <c>ExpirationNotification</c> or <c>NoChangeNotification</c>.</value>
    [JsonConverter(typeof(PolicyTypeJson))]
    public string? PolicyType { get; set; }
}

/// <summary>All of a parameter but its value, tags and labels.</summary>
public class ParameterMetadata
{
    public string? AllowedPattern { get; set; }

    public string? ARN { get; set; }

    public string? DataType { get; set; }

    public string? Description { get; set; }

    /// <value>Of a SecureString, as it was given when it was put: id, ARN or alias.</value>
    public string? KeyId { get; set; }

    public DateTime? LastModifiedDate { get; set; }

    /// <value>The ARN of who changed it last.</value>
    public string? LastModifiedUser { get; set; }

    public string? Name { get; set; }

    public List<ParameterInlinePolicy>? Policies { get; set; }

    /// <value>The tier that it has: never <see cref="ParameterTier.IntelligentTiering"/>.</value>
    public ParameterTier? Tier { get; set; }

    public ParameterType? Type { get; set; }

    public long? Version { get; set; }
}

/// <summary>The older kind of filter; not together with <see cref="ParameterStringFilter"/>.</summary>
public class ParametersFilter
{
    public ParametersFilterKey? Key { get; set; }

    /// <value>1 to 50; a parameter that begins with any of them passes.</value>
    public List<string>? Values { get; set; }
}

public class ParameterStringFilter
{
    /// <value><c>Name</c>, <c>Type</c>, <c>KeyId</c>, <c>Path</c>, <c>Tier</c>, <c>DataType</c>, <c>Label</c> or <c>tag:KEY</c>. Required.</value>
    public string? Key { get; set; }

    /// <value><c>Equals</c> (the default), <c>BeginsWith</c>, <c>Contains</c>; for a path <c>Recursive</c> or <c>OneLevel</c>.</value>
    public string? Option { get; set; }

    /// <value>1 to 50; one that fits is enough.</value>
    public List<string>? Values { get; set; }
}

public class DescribeParametersRequest : AmazonSimpleSystemsManagementRequest
{
    public List<ParametersFilter>? Filters { get; set; }

    /// <value>1 to 50; null: the service's choice.</value>
    public int? MaxResults { get; set; }

    /// <value>From the page before; null for the first.</value>
    public string? NextToken { get; set; }

    public List<ParameterStringFilter>? ParameterFilters { get; set; }

    /// <value>Those that other accounts share with this one, instead of its own.</value>
    public bool? Shared { get; set; }
}

public class DescribeParametersResponse : AmazonWebServiceResponse
{
    /// <value>Null on the last page. A page may be short, or empty, and not be the last.</value>
    public string? NextToken { get; set; }

    public List<ParameterMetadata>? Parameters { get; set; }
}
