using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Processes;

namespace ReplicaWorker.RealTests.Secrets;

/// <summary>Secrets Manager of some server by raw calls, and the published worker against it.</summary>
/// <param name="environment">What a worker is told to reach the server.</param>
internal sealed class SecretsWorld(IReadOnlyDictionary<string, string> environment) : IDisposable
{
    public const string Primary = "us-east-1";
    public const string West = "us-west-2";
    public const string Europe = "eu-west-1";

    /// <summary>Every value is marked, so that a leak is seen.</summary>
    public const string Mark = LeakWatch.Mark + "secret-value-4Kq";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>A moto server and nothing of ours in between.</summary>
    public static SecretsWorld On(Moto moto) => new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AWS_ENDPOINT_URL"] = moto.Endpoint.AbsoluteUri.TrimEnd('/'),
        ["AWS_ACCESS_KEY_ID"] = "AKIAMOTO000000000000",
        ["AWS_SECRET_ACCESS_KEY"] = "moto-secret",
        ["Replica__PrimaryRegion"] = Primary,
        ["Replica__ReplicationRegions"] = West,
    });

    public static SecretsWorld On(Cloud cloud) => new(cloud.WorkerEnvironment());

    public Task<WorkerRun> RunAsync(params string[] arguments) => RunAsync(arguments, []);

    public async Task<WorkerRun> RunAsync(string[] arguments, Dictionary<string, string> extra)
    {
        var told = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        foreach (var (name, value) in extra)
        {
            told[name] = value;
        }

        await using var worker = WorkerProcess.Start(await PublishedWorker.LocateAsync(), arguments, told);
        return await worker.Completion;
    }

    /// <summary>An event by CloudTrail, whole.</summary>
    public Task<WorkerRun> HandleAsync(string call, string secretId, Dictionary<string, string>? extra = null) => RunAsync([], new(extra ?? [], StringComparer.Ordinal)
    {
        ["Event__Json"] = new JsonObject
        {
            ["id"] = "1",
            ["source"] = "aws.secretsmanager",
            ["detail-type"] = "AWS API Call via CloudTrail",
            ["time"] = "2026-01-02T03:04:05Z",
            ["region"] = Primary,
            ["account"] = "123456789012",
            ["detail"] = new JsonObject { ["eventName"] = call, ["requestParameters"] = new JsonObject { ["secretId"] = secretId } },
        }.ToJsonString(),
    });

    /// <returns>Its ARN.</returns>
    public async Task<string> CreateAsync(string name, string region = Primary, string[]? replicas = null, params (string Key, string Value)[] tags)
    {
        var request = new JsonObject
        {
            ["Name"] = name,
            ["SecretString"] = Mark,
            ["ClientRequestToken"] = Token(),
            ["Tags"] = new JsonArray([.. tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]),
        };
        if (replicas is not null)
        {
            request["AddReplicaRegions"] = new JsonArray([.. replicas.Select(region => new JsonObject { ["Region"] = region })]);
        }

        return (await DoAsync("CreateSecret", request, region))["ARN"]!.GetValue<string>();
    }

    public Task PutAsync(string name) =>
        DoAsync("PutSecretValue", new() { ["SecretId"] = name, ["SecretString"] = Mark + "-2", ["ClientRequestToken"] = Token() });

    public Task DeleteAsync(string name, string region = Primary, bool forGood = false) => DoAsync(
        "DeleteSecret",
        forGood ? new() { ["SecretId"] = name, ["ForceDeleteWithoutRecovery"] = true } : new() { ["SecretId"] = name, ["RecoveryWindowInDays"] = 7 },
        region);

    /// <returns>Null when there is none.</returns>
    public async Task<JsonObject?> DescribeAsync(string name, string region = Primary)
    {
        var (status, body) = await CallAsync("DescribeSecret", new() { ["SecretId"] = name }, region);
        return status == HttpStatusCode.OK ? body : null;
    }

    /// <summary>The value in a region, as an application would read it.</summary>
    public async Task<string> ValueAsync(string name, string region) =>
        (await DoAsync("GetSecretValue", new() { ["SecretId"] = name }, region))["SecretString"]!.GetValue<string>();

    public async Task<bool> IsReplicaAsync(string name, string region) =>
        (await DescribeAsync(name, region))?["PrimaryRegion"]?.GetValue<string>() == Primary;

    /// <summary>The primary's entries, as <c>REGION STATUS</c>, in order.</summary>
    public async Task<string[]> EntriesAsync(string name) =>
        [.. ((await DescribeAsync(name))!["ReplicationStatus"] as JsonArray ?? []).Select(entry => $"{entry!["Region"]} {entry["Status"]}").Order(StringComparer.Ordinal)];

    public async Task<string?> TagAsync(string name, string key, string region = Primary) =>
        ((await DescribeAsync(name, region))!["Tags"] as JsonArray ?? [])
            .FirstOrDefault(tag => tag!["Key"]!.GetValue<string>() == key)?["Value"]!.GetValue<string>();

    public async Task<JsonObject> DoAsync(string operation, JsonObject request, string region = Primary)
    {
        var (status, body) = await CallAsync(operation, request, region);
        return status == HttpStatusCode.OK ? body : throw new InvalidOperationException($"{operation} in {region}: {body}");
    }

    public void Dispose() => _http.Dispose();

    private async Task<(HttpStatusCode Status, JsonObject Body)> CallAsync(string operation, JsonObject parameters, string region)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, environment["AWS_ENDPOINT_URL"]);
        request.Content = new StringContent(parameters.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.1");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "secretsmanager." + operation);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential=AKIALOCALDEVELOPER00/20260102/{region}/secretsmanager/aws4_request, SignedHeaders=host, Signature=00");
        using var response = await _http.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject());
    }

    private static string Token() => Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
}
