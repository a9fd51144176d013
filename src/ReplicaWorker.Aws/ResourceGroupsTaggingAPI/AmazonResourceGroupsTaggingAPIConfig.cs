using ReplicaWorker.Aws.Core;

namespace Amazon.ResourceGroupsTaggingAPI;

public class AmazonResourceGroupsTaggingAPIConfig() : AwsJsonConfig("Resource Groups Tagging API", "tagging", "2017-01-26");
