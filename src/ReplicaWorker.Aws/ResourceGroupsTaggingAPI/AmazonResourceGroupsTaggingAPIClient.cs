using Amazon.ResourceGroupsTaggingAPI.Model;
using Amazon.Runtime;
using ReplicaWorker.Aws.Core;

namespace Amazon.ResourceGroupsTaggingAPI;

/// <inheritdoc cref="IAmazonResourceGroupsTaggingAPI"/>
public class AmazonResourceGroupsTaggingAPIClient(AWSCredentials? credentials, AmazonResourceGroupsTaggingAPIConfig config)
    : AwsJsonClient(credentials, config, "ResourceGroupsTaggingAPI_20170126"), IAmazonResourceGroupsTaggingAPI
{
    private static readonly TaggingJson Json = TaggingJson.Default;

    public AmazonResourceGroupsTaggingAPIClient(AmazonResourceGroupsTaggingAPIConfig config)
        : this(null, config)
    {
    }

    public AmazonResourceGroupsTaggingAPIClient(RegionEndpoint region)
        : this(null, new AmazonResourceGroupsTaggingAPIConfig { RegionEndpoint = region })
    {
    }

    public static ClientConfig CreateDefaultClientConfig() => new AmazonResourceGroupsTaggingAPIConfig();

    public static IAmazonService CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonResourceGroupsTaggingAPIClient(awsCredentials, (AmazonResourceGroupsTaggingAPIConfig)clientConfig);

    public virtual Task<GetResourcesResponse> GetResourcesAsync(
        GetResourcesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(request, Json.GetResourcesRequest, Json.GetResourcesResponse, cancellationToken);

    private protected override AmazonServiceException Failure(AwsError error) => TaggingFailure.Of(error);
}
