using Amazon.Runtime;

namespace Amazon.ResourceGroupsTaggingAPI.Model;

/// <summary>What every request of this service is.</summary>
public class AmazonResourceGroupsTaggingAPIRequest : AmazonWebServiceRequest;

public class Tag
{
    public string? Key { get; set; }

    public string? Value { get; set; }
}

/// <summary>Passes what bears the tag; several filters must all pass.</summary>
public class TagFilter
{
    /// <value>Required.</value>
    public string? Key { get; set; }

    /// <value>Up to 20; one that fits is enough. None: any value.</value>
    public List<string>? Values { get; set; }
}

/// <summary>A resource and all its tags.</summary>
public class ResourceTagMapping
{
    public string? ResourceARN { get; set; }

    public List<Tag>? Tags { get; set; }
}

public class GetResourcesRequest : AmazonResourceGroupsTaggingAPIRequest
{
    /// <value>From the page before, soon: it expires. Null or empty for the first.</value>
    public string? PaginationToken { get; set; }

    /// <value>1 to 100; excludes every other member.</value>
    public List<string>? ResourceARNList { get; set; }

    /// <value>1 to 100; null: 50.</value>
    public int? ResourcesPerPage { get; set; }

    /// <value>Such as <c>ssm:parameter</c>, <c>secretsmanager:secret</c>.</value>
    public List<string>? ResourceTypeFilters { get; set; }

    /// <value>Up to 50; a resource that bears all of them passes.</value>
    public List<TagFilter>? TagFilters { get; set; }

    /// <value>100 to 500, in steps of 100; instead of <see cref="ResourcesPerPage"/>.</value>
    public int? TagsPerPage { get; set; }
}

public class GetResourcesResponse : AmazonWebServiceResponse
{
    /// <value>Empty, not null, on the last page. A page may be empty and not be the last.</value>
    public string? PaginationToken { get; set; }

    /// <value>What is, or once was, tagged: never-tagged resources are not found.</value>
    public List<ResourceTagMapping>? ResourceTagMappingList { get; set; }
}
