using Amazon.Runtime;

namespace Amazon.SimpleSystemsManagement.Model;

public class Tag
{
    public string? Key { get; set; }

    public string? Value { get; set; }
}

public class AddTagsToResourceRequest : AmazonSimpleSystemsManagementRequest
{
    /// <value>A parameter's name, never its ARN. Required.</value>
    public string? ResourceId { get; set; }

    public ResourceTypeForTagging? ResourceType { get; set; }

    public List<Tag>? Tags { get; set; }
}

public class AddTagsToResourceResponse : AmazonWebServiceResponse;

public class RemoveTagsFromResourceRequest : AmazonSimpleSystemsManagementRequest
{
    /// <value>A parameter's name, never its ARN. Required.</value>
    public string? ResourceId { get; set; }

    public ResourceTypeForTagging? ResourceType { get; set; }

    public List<string>? TagKeys { get; set; }
}

public class RemoveTagsFromResourceResponse : AmazonWebServiceResponse;

public class ListTagsForResourceRequest : AmazonSimpleSystemsManagementRequest
{
    /// <value>A parameter's name, never its ARN. Required.</value>
    public string? ResourceId { get; set; }

    public ResourceTypeForTagging? ResourceType { get; set; }
}

public class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    public List<Tag>? TagList { get; set; }
}
