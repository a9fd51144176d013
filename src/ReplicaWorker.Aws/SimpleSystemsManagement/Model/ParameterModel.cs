using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

/// <summary>What every request of this service is.</summary>
public class AmazonSimpleSystemsManagementRequest : AmazonWebServiceRequest;

/// <summary>A parameter and its value. Never log one: for a SecureString, <see cref="Value"/> is the secret.</summary>
public class Parameter
{
    public string? ARN { get; set; }

    public string? DataType { get; set; }

    public DateTime? LastModifiedDate { get; set; }

    public string? Name { get; set; }

    /// <value>The version or label asked for, <c>:3</c> or <c>:LABEL</c>; null when none was.</value>
    public string? Selector { get; set; }

    /// <value>Of a parameter that points to another service, that service's answer.</value>
    public string? SourceResult { get; set; }

    public ParameterType? Type { get; set; }

    /// <value>Of a SecureString only with <c>WithDecryption</c> the text; else its ciphertext.</value>
    public string? Value { get; set; }

    /// <value>From 1, one more with each change.</value>
    public long? Version { get; set; }
}

public class GetParameterRequest : AmazonSimpleSystemsManagementRequest
{
    /// <value>A name, <c>NAME:VERSION</c>, <c>NAME:LABEL</c> or an ARN. Required.</value>
    public string? Name { get; set; }

    /// <value>Null: no. Without regard to this for what is not a SecureString.</value>
    public bool? WithDecryption { get; set; }
}

public class GetParameterResponse : AmazonWebServiceResponse
{
    public Parameter? Parameter { get; set; }
}

public class GetParametersRequest : AmazonSimpleSystemsManagementRequest
{
    /// <value>1 to 10. Required.</value>
    public List<string>? Names { get; set; }

    /// <value>Null: no.</value>
    public bool? WithDecryption { get; set; }
}

public class GetParametersResponse : AmazonWebServiceResponse
{
    /// <value>Those of the names that are not there: no exception says so.</value>
    public List<string>? InvalidParameters { get; set; }

    public List<Parameter>? Parameters { get; set; }
}

public class GetParametersByPathRequest : AmazonSimpleSystemsManagementRequest
{
    /// <value>1 to 10; null: 10.</value>
    public int? MaxResults { get; set; }

    /// <value>From the page before; null for the first.</value>
    public string? NextToken { get; set; }

    /// <value>By type, key or label; not by tag, name, tier or data type.</value>
    public List<ParameterStringFilter>? ParameterFilters { get; set; }

    /// <value>Begins with a slash; the slash alone is everything. Required.</value>
    public string? Path { get; set; }

    /// <value>Null: only the level right below.</value>
    public bool? Recursive { get; set; }

    public bool? WithDecryption { get; set; }
}

public class GetParametersByPathResponse : AmazonWebServiceResponse
{
    /// <value>Null on the last page. A page may be short, or empty, and not be the last.</value>
    public string? NextToken { get; set; }

    public List<Parameter>? Parameters { get; set; }
}

public class PutParameterRequest : AmazonSimpleSystemsManagementRequest
{
    /// <value>A regular expression of up to 1,024 characters that every value must match.</value>
    public string? AllowedPattern { get; set; }

    /// <value><c>text</c>, <c>aws:ec2:image</c> or <c>aws:ssm:integration</c>. An image is checked after the answer.</value>
    public string? DataType { get; set; }

    /// <value>Up to 1,024 characters.</value>
    public string? Description { get; set; }

    /// <value>A key of this region, by id, ARN or alias, for a SecureString; null: <c>alias/aws/ssm</c>.</value>
    public string? KeyId { get; set; }

    public string? Name { get; set; }

    /// <value>Null: a parameter that is there is an error. Never together with <see cref="Tags"/>.</value>
    public bool? Overwrite { get; set; }

    /// <value>A JSON array of up to 10 policies and 4,096 characters, for an advanced parameter; <c>[{}]</c> removes them, null keeps them.</value>
    public string? Policies { get; set; }

    /// <value>Up to 50, only when the parameter is new.</value>
    public List<Tag>? Tags { get; set; }

    /// <value>Null: by the region's own setting. From advanced there is no way back to standard.</value>
    public ParameterTier? Tier { get; set; }

    /// <value>Required when the parameter is new; cannot be changed between SecureString and the others.</value>
    public ParameterType? Type { get; set; }

    /// <value>Up to 4 KB, advanced up to 8 KB. Required.</value>
    public string? Value { get; set; }
}

public class PutParameterResponse : AmazonWebServiceResponse
{
    public ParameterTier? Tier { get; set; }

    /// <value>Of the value just put, from 1.</value>
    public long? Version { get; set; }
}

public class DeleteParameterRequest : AmazonSimpleSystemsManagementRequest
{
    public string? Name { get; set; }
}

public class DeleteParameterResponse : AmazonWebServiceResponse;

public class DeleteParametersRequest : AmazonSimpleSystemsManagementRequest
{
    /// <value>1 to 10. Required.</value>
    public List<string>? Names { get; set; }
}

public class DeleteParametersResponse : AmazonWebServiceResponse
{
    public List<string>? DeletedParameters { get; set; }

    /// <value>Those of the names that were not there: no exception says so.</value>
    public List<string>? InvalidParameters { get; set; }
}
