using LocalCloud;
using LocalCloud.Aws;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.Drift;

/// <summary>By the deployed rules: the hour strikes, a worker compares, people read what differs.</summary>
public sealed class DriftBusTests
{
    [Test]
    public async Task The_hourly_rule_finds_drift_and_people_are_told_in_sentences()
    {
        await using var cloud = await Cloud.StartAsync(new()
        {
            WorkerEnvironment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Drift__SecondLook"] = "00:00:00", ["Drift__Grace"] = "00:00:00", ["Drift__IncludeRepositories"] = "false", ["Drift__IncludeSecrets"] = "false",
                ["Drift__CheckInterval"] = "30m",
            },
        });
        cloud.Bus.Copies = published => published.Source is "replica-worker" or "aws.events" ? 1 : 0;
        using var wire = new AwsWire(cloud);
        await wire.CallAsync("ssm", "PutParameter", new() { ["Name"] = "/shop/url", ["Type"] = "String", ["Value"] = "marked-url" });

        await cloud.Bus.StrikeAsync("replica-worker-drift-hourly");
        await cloud.Bus.IdleAsync();

        var told = cloud.Bus.Events.Single(published => published.Source == "replica-worker");
        Assert.That((told.DetailType, (int?)told.Detail["open"], (int?)told.Detail["compared"]), Is.EqualTo(("Configuration Drift Detected", 1, 1)));
        var sentence = cloud.Bus.Notifications.Single();
        Assert.That(sentence.Rule, Is.EqualTo("replica-worker-drift-to-sns"));
        Assert.That(sentence.Message, Does.StartWith(
            "\"Configuration Drift Detected: replica-worker, production, primary region us-east-1, 1 findings open (threshold 1), 1 pairs compared, 0 resolved.\"\n"
            + "\"1 open, 1 of them new: critical: parameter /shop/url in us-west-2 (missing).\""));
        Assert.That(cloud.Bus.Runs.Single().StandardOutput, Has.Some.Contains("every 30m").And.Some.Contains("/shop/url: missing"));
    }
}
