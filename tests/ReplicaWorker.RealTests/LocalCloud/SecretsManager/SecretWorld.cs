using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Aws;
using LocalCloud.Bus;

namespace ReplicaWorker.RealTests.LocalCloud.SecretsManager;

/// <summary>Secrets Manager of the shared cloud, called as on the wire.</summary>
internal sealed class SecretWorld(Cloud cloud) : IDisposable
{
    private int _tokens;

    public AwsWire Wire { get; } = new(cloud);

    public Cloud Cloud => cloud;

    public static JsonObject Of(string json) => JsonNode.Parse(json)!.AsObject();

    public string NextToken() => $"00000000-0000-0000-0000-{++_tokens:D12}";

    /// <summary>CreateSecret with the value "v", with what <paramref name="more"/> adds or replaces.</summary>
    public Task<AwsWireAnswer> CreateAsync(string name, string more = "{}", string region = "us-east-1", bool asWorker = false)
    {
        var parameters = new JsonObject { ["Name"] = name, ["SecretString"] = "v", ["ClientRequestToken"] = NextToken() };
        foreach (var (key, value) in Of(more))
        {
            parameters[key] = value?.DeepClone();
        }

        return Wire.CallAsync("secretsmanager", "CreateSecret", parameters, region, asWorker);
    }

    public Task<AwsWireAnswer> CallAsync(string operation, string id, string more = "{}", string region = "us-east-1")
    {
        var parameters = Of(more);
        parameters["SecretId"] = id;
        return Wire.SecretsAsync(operation, parameters, region);
    }

    public Task<AwsWireAnswer> PutAsync(string id, string value) =>
        CallAsync("PutSecretValue", id, $$"""{"SecretString":"{{value}}","ClientRequestToken":"{{NextToken()}}"}""");

    public Task<AwsWireAnswer> ReplicateAsync(string id, string regions, bool overwrite = false) =>
        CallAsync("ReplicateSecretToRegions", id, $$"""{"AddReplicaRegions":{{regions}},"ForceOverwriteReplicaSecret":{{(overwrite ? "true" : "false")}}}""");

    public async Task<JsonObject> DescribeAsync(string id, string region = "us-east-1") =>
        (await CallAsync("DescribeSecret", id, region: region)).Body!.AsObject();

    /// <summary>Region and status of each replica, as the primary tells.</summary>
    public async Task<string[]> StatusAsync(string id) =>
    [
        .. ((await DescribeAsync(id))["ReplicationStatus"] as JsonArray ?? [])
            .Select(replica => replica!["Region"]!.GetValue<string>() + " " + replica["Status"]!.GetValue<string>()),
    ];

    public async Task<string?> MessageAsync(string id) =>
        (await DescribeAsync(id))["ReplicationStatus"]![0]!["StatusMessage"]?.GetValue<string>();

    public async Task<string?> ValueAsync(string id, string region = "us-east-1") =>
        (await CallAsync("GetSecretValue", id, region: region)).Body!["SecretString"]?.GetValue<string>();

    public IEnumerable<CloudEvent> Events(string name) => cloud.Bus.Events.Where(raised => EventSubjects.Of(raised).Contains(name, StringComparer.Ordinal));

    public void Dispose() => Wire.Dispose();
}
