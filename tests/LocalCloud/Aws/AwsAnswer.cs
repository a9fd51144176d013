using System.Security;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LocalCloud.Aws;

/// <summary>An error in the service's own words.</summary>
public sealed class AwsException(string code, string message, int status = StatusCodes.Status400BadRequest) : Exception(message)
{
    public string Code { get; } = code;

    public int Status { get; } = status;
}

/// <summary>An answer in AWS's shapes.</summary>
internal static class AwsAnswer
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON answer; an operation without output answers with an empty body.</summary>
    public static async Task WriteAsync(HttpResponse response, JsonObject? output, string requestId)
    {
        response.Headers["x-amzn-RequestId"] = requestId;
        response.ContentType = "application/x-amz-json-1.1";
        if (output is not null)
        {
            await response.WriteAsync(output.ToJsonString(Plain));
        }
    }

    public static async Task WriteErrorAsync(HttpResponse response, AwsRequest request, AwsException error, string requestId)
    {
        response.StatusCode = error.Status;
        response.Headers["x-amzn-RequestId"] = requestId;

        if (request.IsForm)
        {
            var side = error.Status >= 500 ? "Receiver" : "Sender";
            response.ContentType = "text/xml";
            await response.WriteAsync(
                $"<ErrorResponse><Error><Type>{side}</Type><Code>{SecurityElement.Escape(error.Code)}</Code>"
                + $"<Message>{SecurityElement.Escape(error.Message)}</Message></Error><RequestId>{requestId}</RequestId></ErrorResponse>");
            return;
        }

        response.ContentType = "application/x-amz-json-1.1";
        response.Headers["x-amzn-ErrorType"] = error.Code;      // where REST services put it
        await response.WriteAsync(new JsonObject { ["__type"] = error.Code, ["message"] = error.Message }.ToJsonString(Plain));
    }
}
