using Amazon.EventBridge.Model;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.EventBridge;

/// <inheritdoc cref="IAmazonEventBridge"/>
public class AmazonEventBridgeClient(AWSCredentials? credentials, AmazonEventBridgeConfig config)
    : AwsJsonClient(credentials, config, "AWSEvents"), IAmazonEventBridge
{
    private static readonly EventBridgeJson Json = EventBridgeJson.Default;

    public AmazonEventBridgeClient(AmazonEventBridgeConfig config)
        : this(null, config)
    {
    }

    public AmazonEventBridgeClient(RegionEndpoint region)
        : this(null, new AmazonEventBridgeConfig { RegionEndpoint = region })
    {
    }

    public static ClientConfig CreateDefaultClientConfig() => new AmazonEventBridgeConfig();

    public static IAmazonService CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonEventBridgeClient(awsCredentials, (AmazonEventBridgeConfig)clientConfig);

    public virtual Task<DescribeEventBusResponse> DescribeEventBusAsync(
        DescribeEventBusRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.DescribeEventBusRequest, Json.DescribeEventBusResponse, cancellationToken);

    public virtual Task<PutEventsResponse> PutEventsAsync(
        PutEventsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.PutEventsRequest, Json.PutEventsResponse, cancellationToken);

    private protected override AmazonServiceException Failure(AwsError error) => EventBridgeFailure.Of(error);
}
