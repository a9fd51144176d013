using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace ReplicaWorker.Aws.Core;

/// <summary>Writes a request as restJson1 wants a read: a GET without a body.</summary>
/// <remarks>Source: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html.</remarks>
internal sealed class AwsRestMarshaller(string serviceId, string path, IReadOnlyDictionary<string, string> arguments)
    : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, serviceId) { HttpMethod = "GET", ResourcePath = path };
        foreach (var (name, value) in arguments)
        {
            request.AddPathResource($"{{{name}}}", value);   // the SDK escapes it, a slash too
        }

        return request;
    }
}
