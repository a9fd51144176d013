using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace ReplicaWorker.Aws.Core;

/// <summary>Writes a request as awsJson1.1 wants it: a POST to <c>/</c>, the operation in a header, members in the body.</summary>
/// <remarks>Source: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html.</remarks>
internal sealed class AwsJsonMarshaller<TRequest>(string serviceId, string target, JsonTypeInfo<TRequest> type)
    : IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonWebServiceRequest
{
    public IRequest Marshall(AmazonWebServiceRequest input) => new DefaultRequest(input, serviceId)
    {
        HttpMethod = "POST",
        ResourcePath = "/",
        Content = JsonSerializer.SerializeToUtf8Bytes((TRequest)input, type),
        Headers =
        {
            ["Content-Type"] = "application/x-amz-json-1.1",
            ["X-Amz-Target"] = target,
        },
    };
}
