using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalCloud.Aws;

/// <summary>The front's own calls of moto's JSON APIs. They are nobody's calls: the log of the front does not have them.</summary>
internal sealed class MotoClient(Uri moto) : IDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    });

    /// <exception cref="AwsException">moto's refusal, in the service's words.</exception>
    public async Task<JsonObject> CallAsync(
        string service, string operation, string region, JsonObject parameters, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, moto);
        request.Content = new StringContent(parameters.ToJsonString(), Encoding.UTF8);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", Target(service) + "." + operation);
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential=FRONT/20260102/{region}/{service}/aws4_request, SignedHeaders=host, Signature=00");

        using var answer = await _client.SendAsync(request, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        if (answer.IsSuccessStatusCode)
        {
            return JsonNode.Parse(text.Length == 0 ? "{}" : text) as JsonObject ?? [];
        }

        throw (int)answer.StatusCode < 500 && JsonNode.Parse(text) is JsonObject refusal
            ? Refusal(refusal, (int)answer.StatusCode)
            : new InvalidOperationException($"moto answered {service} {operation} with {(int)answer.StatusCode}: {text}");
    }

    public void Dispose() => _client.Dispose();

    // moto puts what botocore adds for people into some of its messages; and its line breaks.
    private static AwsException Refusal(JsonObject refusal, int status)
    {
        var code = refusal["__type"]?.GetValue<string>() ?? "InternalFailure";
        var message = (refusal["message"] ?? refusal["Message"])?.GetValue<string>() ?? "";
        if (message.StartsWith("An error occurred (", StringComparison.Ordinal)
            && message.IndexOf(" operation: ", StringComparison.Ordinal) is > 0 and var end)
        {
            message = message[(end + " operation: ".Length)..];
        }

        return new(code[(code.LastIndexOf('#') + 1)..], string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), status);
    }

    private static string Target(string service) => service switch
    {
        "secretsmanager" => "secretsmanager",
        "cloudtrail" => "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
        "kms" => "TrentService",
        "tagging" => "ResourceGroupsTaggingAPI_20170126",
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "no target known"),
    };
}
