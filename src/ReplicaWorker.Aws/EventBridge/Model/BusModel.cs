using Amazon.Runtime;

namespace Amazon.EventBridge.Model;

public class DescribeEventBusRequest : AmazonEventBridgeRequest
{
    /// <value>A name or ARN; null: the default bus.</value>
    public string? Name { get; set; }
}

public class DescribeEventBusResponse : AmazonWebServiceResponse
{
    public string? Arn { get; set; }

    public string? Name { get; set; }
}
