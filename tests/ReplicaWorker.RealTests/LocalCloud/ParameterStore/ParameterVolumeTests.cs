using System.Diagnostics;
using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Aws;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud.ParameterStore;

/// <summary>A full sync's reads of a full store. A cloud of its own: nobody else's parameters are counted.</summary>
public sealed class ParameterVolumeTests
{
    private const int Count = 10_000;
    private static readonly string[] Regions = ["us-east-1", "us-west-2"];

    [Test, CancelAfter(300_000)]
    public async Task Ten_thousand_parameters_of_4_KB_are_read_on_both_sides_in_seconds(CancellationToken cancellation)
    {
        await using var cloud = await Cloud.StartAsync(new() { RulesDirectory = "/nonexistent", TaskDefinitionFile = "/nonexistent" }, cancellation);
        using var aws = new AwsWire(cloud);

        var filling = Stopwatch.StartNew();
        await Parallel.ForAsync(0, Regions.Length * Count, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellation }, async (i, _) =>
            await aws.SsmAsync("PutParameter", new()
            {
                ["Name"] = $"/volume/{i / Regions.Length:D5}",
                ["Value"] = new string('x', 4096),
                ["Type"] = "String",
                ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "k", ["Value"] = "v" }),
            }, Regions[i % Regions.Length]));
        filling.Stop();

        var before = cloud.Aws.Requests.Count;
        var reading = Stopwatch.StartNew();
        var sides = await Task.WhenAll(Regions.Select(region => ReadAsync(aws, region)));
        reading.Stop();

        await TestContext.Out.WriteLineAsync(
            $"{Regions.Length * Count} written in {filling.Elapsed.TotalSeconds:F1} s, read by {cloud.Aws.Requests.Count - before} calls in {reading.Elapsed.TotalSeconds:F1} s");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sides, Is.All.EqualTo((Count, Count, Count)));
            Assert.That(cloud.Aws.Requests.Count - before, Is.EqualTo(Regions.Length * ((Count / 50) + (Count / 10) + (Count / 100))));
            Assert.That(reading.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)));
        }
    }

    private static async Task<(int Described, int Values, int Tagged)> ReadAsync(AwsWire aws, string region)
    {
        var names = new List<string>(Count);
        for (string? token = null; ;)
        {
            var page = (await aws.SsmAsync("DescribeParameters", new() { ["MaxResults"] = 50, ["NextToken"] = token }, region)).Body!;
            names.AddRange(page["Parameters"]!.AsArray().Select(parameter => parameter!["Name"]!.GetValue<string>()));
            if ((token = page["NextToken"]?.GetValue<string>()) is null)
            {
                break;
            }
        }

        var values = 0;
        foreach (var ten in names.Chunk(10))
        {
            var parameters = new JsonObject { ["Names"] = new JsonArray([.. ten.Select(name => JsonValue.Create(name))]), ["WithDecryption"] = true };
            values += (await aws.SsmAsync("GetParameters", parameters, region)).Body!["Parameters"]!.AsArray().Count;
        }

        var (tagged, next) = (0, "");
        do
        {
            var page = (await aws.CallAsync("tagging", "GetResources", new()
            {
                ["ResourceTypeFilters"] = new JsonArray("ssm:parameter"), ["ResourcesPerPage"] = 100, ["PaginationToken"] = next,
            }, region)).Body!;
            tagged += page["ResourceTagMappingList"]!.AsArray().Count;
            next = page["PaginationToken"]!.GetValue<string>();
        }
        while (next.Length > 0);
        return (names.Count, values, tagged);
    }
}
