using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace ReplicaWorker.Aws.Core;

/// <summary>A client of one restJson1 service, for operations that only read: a GET, whose arguments stand in its path.</summary>
/// <param name="credentials">Who calls; null: the default chain.</param>
/// <param name="config">Where to, and how patiently.</param>
public abstract class AwsRestClient(AWSCredentials? credentials, AwsJsonConfig config) : AwsClient(credentials, config)
{
    /// <param name="request">What is asked for.</param>
    /// <param name="path">As in the model: <c>/clusters/{name}</c>.</param>
    /// <param name="arguments">What stands in the braces, unescaped.</param>
    /// <param name="responseType">How to read the answer; generated.</param>
    /// <param name="cancellationToken">Also ends waiting between attempts.</param>
    /// <exception cref="AmazonServiceException">The service said no, also after retries; the type, code and status say why.</exception>
    /// <exception cref="AmazonClientException">There are no credentials, or the configuration contradicts itself.</exception>
    /// <exception cref="HttpRequestException">There was no answer: name resolution, connection, TLS.</exception>
    private protected Task<TResponse> GetAsync<TRequest, TResponse>(
        TRequest request,
        string path,
        IReadOnlyDictionary<string, string> arguments,
        JsonTypeInfo<TResponse> responseType,
        CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new()
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = new InvokeOptions
        {
            RequestMarshaller = new AwsRestMarshaller(Config.ServiceId, path, arguments),
            ResponseUnmarshaller = new AwsJsonUnmarshaller<TResponse>(responseType, Failure),
        };
        return InvokeAsync<TResponse>(request, call, cancellationToken);
    }
}
