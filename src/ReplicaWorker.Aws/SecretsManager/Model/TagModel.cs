using Amazon.Runtime;

namespace Amazon.SecretsManager.Model;

public class Tag
{
    public string? Key { get; set; }

    public string? Value { get; set; }
}

public class TagResourceRequest : AmazonSecretsManagerRequest
{
    public string? SecretId { get; set; }

    /// <value>Required; others stay.</value>
    public List<Tag>? Tags { get; set; }
}

public class TagResourceResponse : AmazonWebServiceResponse;

public class UntagResourceRequest : AmazonSecretsManagerRequest
{
    public string? SecretId { get; set; }

    public List<string>? TagKeys { get; set; }
}

public class UntagResourceResponse : AmazonWebServiceResponse;
