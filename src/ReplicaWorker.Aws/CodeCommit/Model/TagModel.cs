using Amazon.Runtime;

namespace Amazon.CodeCommit.Model;

public class ListTagsForResourceRequest : AmazonCodeCommitRequest
{
    /// <value>From the page before; null for the first.</value>
    public string? NextToken { get; set; }

    /// <value>The repository's ARN. Required.</value>
    public string? ResourceArn { get; set; }
}

public class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    /// <value>Null on the last page.</value>
    public string? NextToken { get; set; }

    public Dictionary<string, string>? Tags { get; set; }
}

public class TagResourceRequest : AmazonCodeCommitRequest
{
    /// <value>The repository's ARN. Required.</value>
    public string? ResourceArn { get; set; }

    public Dictionary<string, string>? Tags { get; set; }
}

public class TagResourceResponse : AmazonWebServiceResponse;
