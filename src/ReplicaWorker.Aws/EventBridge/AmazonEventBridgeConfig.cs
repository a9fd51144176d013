using ReplicaWorker.Aws.Core;

namespace Amazon.EventBridge;

public class AmazonEventBridgeConfig() : AwsJsonConfig("EventBridge", "events", "2015-10-07", EndpointTraits.GovCloudFipsIsPlainHost | EndpointTraits.GovCloudFipsIsPlainHostWithDualStack);
