using Amazon.EKS.Model;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.EKS;

/// <inheritdoc cref="IAmazonEKS"/>
public class AmazonEKSClient(AWSCredentials? credentials, AmazonEKSConfig config) : AwsRestClient(credentials, config), IAmazonEKS
{
    private static readonly EKSJson Json = EKSJson.Default;

    public AmazonEKSClient(AmazonEKSConfig config)
        : this(null, config)
    {
    }

    public AmazonEKSClient(RegionEndpoint region)
        : this(null, new AmazonEKSConfig { RegionEndpoint = region })
    {
    }

    public static ClientConfig CreateDefaultClientConfig() => new AmazonEKSConfig();

    public static IAmazonService CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonEKSClient(awsCredentials, (AmazonEKSConfig)clientConfig);

    public virtual Task<DescribeClusterResponse> DescribeClusterAsync(
        DescribeClusterRequest request, CancellationToken cancellationToken = default) =>
        GetAsync(request, "/clusters/{name}", Arguments(request), Json.DescribeClusterResponse, cancellationToken);

    private protected override AmazonServiceException Failure(AwsError error) => EKSFailure.Of(error);

    /// <summary>Without a name the request would be another one: a list of clusters.</summary>
    private static Dictionary<string, string> Arguments(DescribeClusterRequest request) => request.Name is { Length: > 0 } name
        ? new(StringComparer.Ordinal) { ["name"] = name }
        : throw new AmazonEKSException("Request object does not have required field Name set", null, ErrorType.Sender, null, null, default);
}
