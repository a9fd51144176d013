using LocalCloud.Aws;
using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Bus;

namespace ReplicaWorker.RealTests.LocalCloud.ParameterStore;

/// <summary>Parameter Store of the shared cloud, called as on the wire.</summary>
internal sealed class ParameterWorld(Cloud cloud) : IDisposable
{
    public AwsWire Wire { get; } = new(cloud);

    public Cloud Cloud => cloud;

    public static JsonObject Of(string json) => JsonNode.Parse(json)!.AsObject();

    /// <summary>PutParameter of a String with the value "v", with what <paramref name="more"/> adds or replaces.</summary>
    public Task<AwsWireAnswer> PutAsync(string name, string more = "{}", string region = "us-east-1", bool asWorker = false)
    {
        var parameters = new JsonObject { ["Name"] = name, ["Value"] = "v", ["Type"] = "String" };
        foreach (var (key, value) in Of(more))
        {
            parameters[key] = value?.DeepClone();
        }

        return Wire.CallAsync("ssm", "PutParameter", parameters, region, asWorker);
    }

    /// <summary>What DescribeParameters says of one parameter; nothing when it is not there.</summary>
    public async Task<JsonObject?> DescribeAsync(string name, string region = "us-east-1")
    {
        var answer = await Wire.SsmAsync("DescribeParameters", Of($$"""{"ParameterFilters":[{"Key":"Name","Values":["{{name}}"]}]}"""), region);
        return answer.Body!["Parameters"]!.AsArray().SingleOrDefault()?.AsObject();
    }

    public async Task<string?> ValueAsync(string reference, string region = "us-east-1", bool decrypt = true) =>
        (await Wire.SsmAsync("GetParameter", new() { ["Name"] = reference, ["WithDecryption"] = decrypt }, region)).Body!["Parameter"]?["Value"]?.GetValue<string>();

    public IEnumerable<CloudEvent> Events(string name) => cloud.Bus.Events.Where(raised => EventSubjects.Of(raised).Contains(name, StringComparer.Ordinal));

    public void Dispose() => Wire.Dispose();
}
