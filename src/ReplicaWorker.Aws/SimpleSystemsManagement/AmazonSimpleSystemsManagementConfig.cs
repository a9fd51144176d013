using ReplicaWorker.Aws.Core;

namespace Amazon.SimpleSystemsManagement;

public class AmazonSimpleSystemsManagementConfig() : AwsJsonConfig("SSM", "ssm", "2014-11-06", EndpointTraits.GovCloudFipsIsPlainHost);
