using System.Globalization;
using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Aws;

namespace Demo.Settings;

/// <summary>What happens to secrets and parameters, in order.</summary>
internal sealed class SettingScenario(Cloud cloud, Operator @operator)
{
    private const string West = "us-west-2";
    private const string Europe = "eu-west-1";

    public IReadOnlyList<Step> Steps =>
    [
        new("A secret is created",
            "Secrets Manager replicates it by itself once it is told to; the worker tells it, and waits until every region is InSync.",
            stopping => @operator.SecretAsync("CreateSecret", new() { ["Name"] = "shop/database", ["SecretString"] = "{\"password\":\"first\"}" }, stopping)),

        new("A SecureString",
            "Parameter Store has no replication: the worker makes a copy, encrypted with each region's own key, and marks it as ours.",
            stopping => @operator.ParameterAsync("PutParameter", new()
            {
                ["Name"] = "/shop/payment/api-key",
                ["Type"] = "SecureString",
                ["Value"] = "demo-key-1",
                ["Description"] = "For the payment provider",
            }, stopping)),

        new("An Advanced parameter with policies",
            "Tier, policies, tags and description are copied too: the copy expires when the original does.",
            stopping => @operator.ParameterAsync("PutParameter", new()
            {
                ["Name"] = "/shop/campaign/banner",
                ["Type"] = "String",
                ["Value"] = "Winter sale",
                ["Tier"] = "Advanced",
                ["Policies"] = new JsonArray(new JsonObject
                {
                    ["Type"] = "Expiration",
                    ["Version"] = "1.0",
                    ["Attributes"] = new JsonObject { ["Timestamp"] = TimeProvider.System.GetUtcNow().AddDays(90).ToString("yyyy-MM-dd'T'00:00:00.000'Z'", CultureInfo.InvariantCulture) },
                }).ToJsonString(),
            }, stopping)),

        new("A rotation",
            "The new version is replicated by the service itself; the worker sees that it is.",
            stopping => @operator.SecretAsync("PutSecretValue", new() { ["SecretId"] = "shop/database", ["SecretString"] = "{\"password\":\"second\"}" }, stopping)),

        new("A parameter is changed, and another deleted",
            "A delete goes through only for a copy that is ours, and only after the source has been read again.",
            async stopping =>
            {
                await @operator.ParameterAsync("PutParameter", new() { ["Name"] = "/shop/payment/api-key", ["Value"] = "demo-key-2", ["Overwrite"] = true }, stopping);
                await @operator.ParameterAsync("DeleteParameter", new() { ["Name"] = "/shop/campaign/banner" }, stopping);
            }),

        new("A conflict",
            "Somebody has put a parameter of that name into the replica region by hand. It is not ours, so it is not overwritten: the run fails, "
                + "people are told, and the worker follows once the way is free.",
            ConflictAsync)
        {
            Endings = [0, 1],
        },

        new("A throttled region",
            "One region refuses three writes with \"Rate exceeded\". The worker slows down there and gets it done.",
            async stopping =>
            {
                using var throttle = cloud.Aws.Faults.Add(
                    AwsFault.Throttled("ssm", "PutParameter") with { Region = Europe, AccessKey = cloud.Options.Worker.Id, Times = 3 });
                await @operator.ParameterAsync("PutParameter", new() { ["Name"] = "/shop/url", ["Value"] = "https://shop.example.com/v2", ["Overwrite"] = true }, stopping);
                await cloud.Bus.IdleAsync(stopping);
            }),

        new("A missed event, and the daily sync",
            "The event of a change is lost. The schedule strikes, and the sync repairs what is behind.",
            MissedAsync),
    ];

    private async Task ConflictAsync(CancellationToken stopping)
    {
        await @operator.ParameterAsync("PutParameter", new() { ["Name"] = "/shop/url", ["Type"] = "String", ["Value"] = "https://test.example.com" }, stopping, West);
        await @operator.ParameterAsync("PutParameter", new() { ["Name"] = "/shop/url", ["Type"] = "String", ["Value"] = "https://shop.example.com" }, stopping);
        await cloud.Bus.IdleAsync(stopping);

        await @operator.ParameterAsync("DeleteParameter", new() { ["Name"] = "/shop/url" }, stopping, West);
        await @operator.RunAsync(stopping, "parameters", "/shop/url");
    }

    private async Task MissedAsync(CancellationToken stopping)
    {
        var delivery = cloud.Bus.Copies;
        cloud.Bus.Copies = _ => 0;
        try
        {
            await @operator.ParameterAsync("PutParameter", new() { ["Name"] = "/shop/limit", ["Type"] = "String", ["Value"] = "250" }, stopping);
            await cloud.Bus.IdleAsync(stopping);
        }
        finally
        {
            cloud.Bus.Copies = delivery;
        }

        await cloud.Bus.StrikeAsync(cloud.Options.Stack + "-daily-sync");
    }
}
