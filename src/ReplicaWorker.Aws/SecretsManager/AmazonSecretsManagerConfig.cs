using ReplicaWorker.Aws.Core;

namespace Amazon.SecretsManager;

public class AmazonSecretsManagerConfig() : AwsJsonConfig("Secrets Manager", "secretsmanager", "2017-10-17", EndpointTraits.DualStackIsPlainHost);
