using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCloud.Aws.Eks;
using Microsoft.AspNetCore.Http;

namespace LocalCloud.Aws;

/// <summary>One call of an AWS API, as far as its signature and its shape say what it is.</summary>
/// <param name="Service">The signing name: <c>codecommit</c>, <c>ssm</c>, <c>secretsmanager</c>, <c>events</c>, <c>monitoring</c>…</param>
/// <param name="Operation">For example <c>GetRepository</c>; method and path for a REST API that is not known here.</param>
/// <param name="Region">From the credential scope.</param>
/// <param name="AccessKey">Who signed; empty for an unsigned call. Signatures are not checked here.</param>
/// <param name="UserAgent">The caller's client.</param>
/// <param name="IsForm">The query protocol: parameters as a form, answers and errors as XML.</param>
/// <param name="Body">As sent.</param>
public sealed partial record AwsRequest(
    string Service, string Operation, string Region, string AccessKey, string UserAgent, bool IsForm, ReadOnlyMemory<byte> Body)
{
    /// <summary>With <see cref="Path"/>, what a REST API is asked.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>Of the URL; an encoded slash stays encoded.</summary>
    public string Path { get; init; } = "/";

    /// <summary>The parameters of a JSON protocol.</summary>
    /// <exception cref="AwsException"><c>SerializationException</c>, as AWS answers a body that is not a JSON object.</exception>
    public JsonObject Parameters()
    {
        try
        {
            return Body.IsEmpty ? [] : JsonNode.Parse(Body.Span) as JsonObject
                ?? throw new AwsException("SerializationException", "Start of structure or map found where not expected.");
        }
        catch (JsonException)
        {
            throw new AwsException("SerializationException", "The request body is not valid JSON.");
        }
    }

    internal static async Task<AwsRequest> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);

        var scope = Scope().Match(request.Headers.Authorization.ToString());
        var isForm = request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

        return new(
            scope.Groups["service"].Value,
            OperationOf(request, scope.Groups["service"].Value, isForm, body),
            scope.Groups["region"].Value,
            scope.Groups["key"].Value,
            request.Headers.UserAgent.ToString(),
            isForm,
            body.ToArray())
        {
            Method = request.Method,
            Path = request.Path.Value ?? "/",
        };
    }

    private static string OperationOf(HttpRequest request, string service, bool isForm, MemoryStream body)
    {
        if (request.Headers["X-Amz-Target"].ToString() is { Length: > 0 } target)
        {
            return target[(target.LastIndexOf('.') + 1)..];
        }

        if (isForm && FormAction().Match(System.Text.Encoding.UTF8.GetString(body.ToArray())) is { Success: true } action)
        {
            return action.Groups[1].Value;
        }

        return RpcPath().Match(request.Path.Value ?? "") is { Success: true } rpc
            ? rpc.Groups[1].Value                      // smithy-rpc-v2-cbor
            : RestOperation(request, service) ?? request.Method + " " + request.Path.Value;
    }

    private static string? RestOperation(HttpRequest request, string service) =>
        service == "eks" ? EksPath.Parse(request.Method, request.Path.Value ?? "").Operation : null;

    [GeneratedRegex("Credential=(?<key>[^/]+)/[0-9]{8}/(?<region>[^/]+)/(?<service>[^/]+)/aws4_request", RegexOptions.ExplicitCapture)]
    private static partial Regex Scope();

    [GeneratedRegex("(?:^|&)Action=([A-Za-z0-9]+)")]
    private static partial Regex FormAction();

    [GeneratedRegex("^/service/[^/]+/operation/([A-Za-z0-9]+)$")]
    private static partial Regex RpcPath();
}

/// <summary>A call as the log keeps it. Never its parameters: they may be secrets.</summary>
/// <param name="Service">The signing name.</param>
/// <param name="Operation">The API's name for the call.</param>
/// <param name="Region">From the credential scope.</param>
/// <param name="Status">What was answered; 0 when the connection was cut.</param>
/// <param name="AccessKey">Who signed.</param>
/// <param name="Started">When the request began to arrive, since the front was started.</param>
/// <param name="Duration">From then to the answer's end.</param>
public sealed record AwsCall(string Service, string Operation, string Region, int Status, string AccessKey, TimeSpan Started, TimeSpan Duration);
