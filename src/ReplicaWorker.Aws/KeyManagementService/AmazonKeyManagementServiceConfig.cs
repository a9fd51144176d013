using ReplicaWorker.Aws.Core;

namespace Amazon.KeyManagementService;

public class AmazonKeyManagementServiceConfig() : AwsJsonConfig("KMS", "kms", "2014-11-01");
