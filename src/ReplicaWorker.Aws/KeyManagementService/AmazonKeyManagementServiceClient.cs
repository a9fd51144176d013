using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.KeyManagementService;

/// <inheritdoc cref="IAmazonKeyManagementService"/>
public class AmazonKeyManagementServiceClient(AWSCredentials? credentials, AmazonKeyManagementServiceConfig config)
    : AwsJsonClient(credentials, config, "TrentService"), IAmazonKeyManagementService
{
    private static readonly KeyManagementServiceJson Json = KeyManagementServiceJson.Default;

    public AmazonKeyManagementServiceClient(AmazonKeyManagementServiceConfig config)
        : this(null, config)
    {
    }

    public AmazonKeyManagementServiceClient(RegionEndpoint region)
        : this(null, new AmazonKeyManagementServiceConfig { RegionEndpoint = region })
    {
    }

    public static ClientConfig CreateDefaultClientConfig() => new AmazonKeyManagementServiceConfig();

    public static IAmazonService CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonKeyManagementServiceClient(awsCredentials, (AmazonKeyManagementServiceConfig)clientConfig);

    public virtual Task<DescribeKeyResponse> DescribeKeyAsync(
        DescribeKeyRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.DescribeKeyRequest, Json.DescribeKeyResponse, cancellationToken);

    private protected override AmazonServiceException Failure(AwsError error)
    {
        var (code, text, id, status, cause) = error;
        var kind = ErrorType.Unknown; // The protocol does not say; the official packages pass this on as well.
        return code switch
        {
            nameof(NotFoundException) => new NotFoundException(text, cause, kind, code, id, status),
            _ => new AmazonKeyManagementServiceException(text, cause, kind, code, id, status),
        };
    }
}
