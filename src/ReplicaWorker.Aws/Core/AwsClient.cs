using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace ReplicaWorker.Aws.Core;

/// <summary>What the clients of all services have in common, whatever their protocol.</summary>
/// <remarks>
/// Credentials, signing, retries and clock skew are the SDK's pipeline. Thread-safe; one for each region and service is enough.
/// </remarks>
/// <param name="credentials">Who calls; null: the default chain (environment, web identity, profile, container role, instance role).</param>
/// <param name="config">Where to, and how patiently.</param>
public abstract class AwsClient(AWSCredentials? credentials, AwsJsonConfig config) : AmazonServiceClient(credentials, config)
{
    protected override IServiceMetadata ServiceMetadata { get; } = new AwsServiceMetadata(config.ServiceId);

    /// <summary>The exception that the service's model names for this answer; the service's base exception for any other code.</summary>
    private protected abstract AmazonServiceException Failure(AwsError error);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new RegionalEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SigV4Handler());

        // A proxy or gateway throttles with a bare 429; the SDK only knows the services' own codes.
        var retries = pipeline.Handlers.OfType<RetryHandler>().Single();
        retries.RetryPolicy.HttpStatusCodesToRetryOn.Add(HttpStatusCode.TooManyRequests);
    }
}
