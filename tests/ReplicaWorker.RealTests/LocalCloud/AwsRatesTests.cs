using System.Text.Json.Nodes;
using LocalCloud;
using LocalCloud.Aws;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud;

/// <summary>A cloud of its own: rates are the whole cloud's.</summary>
public sealed class AwsRatesTests
{
    private Cloud _cloud = null!;
    private AwsWire _aws = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _cloud = await Cloud.StartAsync(new() { RulesDirectory = "/nonexistent", TaskDefinitionFile = "/nonexistent" });
        _aws = new(_cloud);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _aws.Dispose();
        await _cloud.DisposeAsync();
    }

    [Test]
    public async Task Three_parameters_a_second_a_region_are_written_at_the_published_rate_and_more_are_refused()
    {
        _cloud.Aws.Rates = AwsRates.Published;
        var east = new List<string?>();
        for (var i = 0; i < 6; i++)
        {
            east.Add((await PutAsync("us-east-1")).Error);
        }

        var refused = await PutAsync("us-east-1");
        var west = await PutAsync("us-west-2");
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        var later = await PutAsync("us-east-1");
        _cloud.Aws.Rates = AwsRates.None;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(east.Take(3), Is.All.Null);
            Assert.That(east.Count(error => error == "ThrottlingException"), Is.GreaterThanOrEqualTo(2));
            Assert.That((int)refused.Status, Is.EqualTo(400));
            Assert.That(refused.Message, Is.EqualTo("Rate exceeded"));
            Assert.That(west.Error, Is.Null);
            Assert.That(later.Error, Is.Null);
        }
    }

    [Test]
    public async Task Operations_share_a_rate_and_one_key_may_be_meant_alone()
    {
        _cloud.Aws.Rates = new()
        {
            Rates = [new("ssm", ["GetParameter", "GetParameters"], 0.001)],
            AccessKey = _cloud.Options.Worker.Id,
        };
        var names = new JsonObject { ["Names"] = new JsonArray("a") };
        var byDeveloper = await _aws.SsmAsync("GetParameters", names);
        var again = await _aws.SsmAsync("GetParameters", names);
        var first = await _aws.CallAsync("ssm", "GetParameter", new() { ["Name"] = "a" }, asWorker: true);
        var second = await _aws.CallAsync("ssm", "GetParameters", names, asWorker: true);
        var other = await _aws.CallAsync("ssm", "DescribeParameters", [], asWorker: true);
        _cloud.Aws.Rates = AwsRates.None;

        Assert.That(
            new[] { byDeveloper, again, first, second, other }.Select(answer => answer.Error),
            Is.EqualTo(new[] { null, null, "ParameterNotFound", "ThrottlingException", null }));
    }

    private Task<AwsWireAnswer> PutAsync(string region) =>
        _aws.SsmAsync("PutParameter", new() { ["Name"] = "/rates/p", ["Value"] = "v", ["Type"] = "String", ["Overwrite"] = true }, region);
}
