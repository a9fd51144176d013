using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace ReplicaWorker.Aws.Core;

/// <summary>Reads an answer: a response of the operation's type, or the exception that stands for the error.</summary>
internal sealed class AwsJsonUnmarshaller<TResponse>(JsonTypeInfo<TResponse> type, Func<AwsError, AmazonServiceException> failure)
    : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    // Room is made for no more than this on an answer's word alone.
    private const int LongestPromise = 1024 * 1024;

    // AWS's errors are a few hundred bytes; a proxy's page may be anything.
    private const int LongestError = 64 * 1024;

    /// <exception cref="JsonException">Not this operation's answer: cut off, empty, a portal's page.
    /// Leaves here as <see cref="AmazonUnmarshallingException"/>, which is retried.</exception>
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        // As large as the answer says it is: a buffer that grows by doubling ends on the large object heap, page after page.
        using var body = new MemoryStream(capacity: (int)Math.Clamp(input.ResponseData?.ContentLength ?? 0, 0, LongestPromise));
        input.Stream.CopyTo(body);

        return body.Length == 0 && !AnswersWithMembers
            ? new TResponse()
            : JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), type) ?? throw new JsonException("The answer is null");
    }

    /// <summary>An operation without members of its own may answer with nothing at all; for any other that is no answer.</summary>
    private bool AnswersWithMembers => type.Properties.Any(property => property.DeclaringType == typeof(TResponse));

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var body = ReadUpTo(input.Stream, LongestError);
        var header = input.ResponseData.GetHeaderValue("x-amzn-ErrorType");
        var requestId = input.ResponseData.GetHeaderValue("x-amzn-RequestId");
        return failure(AwsError.Parse(body, header, requestId, statusCode, innerException));
    }

    /// <summary>Empty when the answer is torn: its status has come and is what counts.</summary>
    private static byte[] ReadUpTo(Stream stream, int limit)
    {
        var body = new byte[limit];
        try
        {
            return body[..stream.ReadAtLeast(body, limit, throwOnEndOfStream: false)];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
