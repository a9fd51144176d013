using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace ReplicaWorker.Aws.Core;

/// <summary>A client of one awsJson1.1 service: an operation is one method of one line.</summary>
/// <param name="credentials">Who calls; null: the default chain.</param>
/// <param name="config">Where to, and how patiently.</param>
/// <param name="targetPrefix">The model's target prefix: <c>X-Amz-Target</c> is this, a dot and the operation.</param>
public abstract class AwsJsonClient(AWSCredentials? credentials, AwsJsonConfig config, string targetPrefix)
    : AwsClient(credentials, config)
{
    /// <param name="request">Sent as JSON.</param>
    /// <param name="requestType">How to write it; generated.</param>
    /// <param name="responseType">How to read the answer; generated.</param>
    /// <param name="cancellationToken">Also ends waiting between attempts.</param>
    /// <param name="secret">A value in the request that no error may repeat, should the service quote what it refuses.</param>
    /// <param name="method">The calling method: the operation's name and <c>Async</c>.</param>
    /// <exception cref="AmazonServiceException">The service said no, also after retries; the type, code and status say why.</exception>
    /// <exception cref="AmazonClientException">There are no credentials, or the configuration contradicts itself.</exception>
    /// <exception cref="HttpRequestException">There was no answer: name resolution, connection, TLS.</exception>
    private protected Task<TResponse> CallAsync<TRequest, TResponse>(
        TRequest request,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TResponse> responseType,
        CancellationToken cancellationToken,
        string? secret = null,
        [CallerMemberName] string method = "")
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new()
    {
        ArgumentNullException.ThrowIfNull(request);
        var target = $"{targetPrefix}.{method.AsSpan(0, method.Length - "Async".Length)}";
        var call = new InvokeOptions
        {
            RequestMarshaller = new AwsJsonMarshaller<TRequest>(Config.ServiceId, target, requestType),
            ResponseUnmarshaller = new AwsJsonUnmarshaller<TResponse>(responseType, error => Failure(error.Without(secret))),
        };
        return InvokeAsync<TResponse>(request, call, cancellationToken);
    }
}
