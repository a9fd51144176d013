using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalCloud.Aws;

/// <summary>An answer: the error's code when it is one.</summary>
public sealed record AwsWireAnswer(HttpStatusCode Status, JsonNode? Body, TimeSpan? RetryAfter)
{
    public string? Error => Body?["__type"]?.GetValue<string>();

    public string? Message => Body?["message"]?.GetValue<string>();

    /// <exception cref="InvalidOperationException">It is a refusal.</exception>
    public void RequireSuccess()
    {
        if (Status != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{Error}: {Message}");
        }
    }
}

/// <summary>Calls of JSON APIs as they look on the wire: for what an SDK would hide, such as a raw error.</summary>
public sealed class AwsWire(Cloud cloud) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    public async Task<AwsWireAnswer> CallAsync(string service, string operation, JsonObject parameters, string region = "us-east-1", bool asWorker = false)
    {
        var key = asWorker ? cloud.Options.Worker : cloud.Options.Developer;
        using var request = new HttpRequestMessage(HttpMethod.Post, cloud.AwsEndpoint);
        request.Content = new StringContent(parameters.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.1");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", Target(service) + "." + operation);
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={key.Id}/20260102/{region}/{service}/aws4_request, SignedHeaders=host, Signature=00");

        using var response = await _http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return new(response.StatusCode, body.Length == 0 ? null : JsonNode.Parse(body), response.Headers.RetryAfter?.Delta);
    }

    public Task<AwsWireAnswer> CodeCommitAsync(string operation, JsonObject parameters, string region = "us-east-1") =>
        CallAsync("codecommit", operation, parameters, region);

    public Task<AwsWireAnswer> SsmAsync(string operation, JsonObject parameters, string region = "us-east-1") =>
        CallAsync("ssm", operation, parameters, region);

    public Task<AwsWireAnswer> SecretsAsync(string operation, JsonObject parameters, string region = "us-east-1") =>
        CallAsync("secretsmanager", operation, parameters, region);

    public void Dispose() => _http.Dispose();

    private static string Target(string service) => service switch
    {
        "codecommit" => "CodeCommit_20150413",
        "ssm" => "AmazonSSM",
        "secretsmanager" => "secretsmanager",
        "events" => "AWSEvents",
        "kms" => "TrentService",
        "tagging" => "ResourceGroupsTaggingAPI_20170126",
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "no target known"),
    };
}
