using ReplicaWorker.Aws.Core;

namespace Amazon.EKS;

public class AmazonEKSConfig()
    : AwsJsonConfig("EKS", "eks", "2017-11-01", EndpointTraits.GovCloudFipsIsPlainHost | EndpointTraits.CommercialFipsIsFirstLabel);
