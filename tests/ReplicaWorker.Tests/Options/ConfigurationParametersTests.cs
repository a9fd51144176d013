using Microsoft.Extensions.Options;
using NUnit.Framework;
using ReplicaWorker.Options;

namespace ReplicaWorker.Tests.Options;

/// <summary>The four parameters, as the system that this one replaces wrote them.</summary>
public sealed class ConfigurationParametersTests
{
    private const string Path = "/genai-demo/production/global/secrets/";

    [Test]
    public void The_regions_and_the_switch_are_read_and_what_means_nothing_here_is_passed_over()
    {
        var read = Read("cross-region-config", """
            {
              "primaryRegion": "ap-east-2",
              "replicationRegions": ["ap-northeast-1", "ap-southeast-1"],
              "syncEnabled": true,
              "driftDetectionEnabled": true,
              "configMapSyncEnabled": true,
              "lastSyncTimestamp": "2025-01-21T10:30:00Z"
            }
            """);

        Assert.That(read.Mistakes, Is.Empty);
        Assert.That(read.Settings, Is.EquivalentTo(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Replica:PrimaryRegion"] = "ap-east-2",
            ["Replica:ReplicationRegions"] = "ap-northeast-1,ap-southeast-1",
            ["Replica:SyncEnabled"] = "true",
            ["Drift:Enabled"] = "true",
        }));
    }

    [Test]
    public void A_pause_is_read() => Assert.That(Read("cross-region-config", """{"syncEnabled":false}""").Settings["Replica:SyncEnabled"], Is.EqualTo("false"));

    [TestCase("""{"syncEnabled":"no"}""", "has a syncEnabled that is not true or false")]
    [TestCase("""{"replicationRegions":"us-west-2"}""", "has a replicationRegions that is not an array of strings")]
    [TestCase("""{"replicationRegions":["us-west-2",3]}""", "has a replicationRegions that is not an array of strings")]
    [TestCase("""{"primaryRegion":null}""", "has a primaryRegion that is not a string")]
    [TestCase("""{"syncEnable":false}""", "did you mean syncEnabled?")]
    [TestCase("""["us-west-2"]""", "is not a JSON object")]
    [TestCase("""{"syncEnabled":""", "is not JSON")]
    [TestCase("", "is not JSON")]
    public void What_is_wrong_is_said_with_the_parameters_name(string json, string expected) =>
        Assert.That(Read("cross-region-config", json).Mistakes, Does.StartWith(Path + "cross-region-config ").And.Contain(expected));

    [Test]
    public void Every_key_of_drift_detection_is_read()
    {
        var read = Read("drift-detection-config", """
            {
              "enabled": true, "checkInterval": "1h", "alertThreshold": 1, "autoRemediation": false, "includeSecrets": true,
              "includeParameters": true, "includeConfigMaps": true, "retentionDays": 30, "ignoreRules": ["name=/a until=2027-01-01 reason=x, y", "name=/b until=2027-01-01 reason=z"]
            }
            """);

        Assert.That(read.Mistakes, Is.Empty);
        Assert.That(read.Settings, Is.EquivalentTo(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Drift:Enabled"] = "true",
            ["Drift:CheckInterval"] = "1h",
            ["Drift:Threshold"] = "1",
            ["Drift:Remediate"] = "false",
            ["Drift:IncludeSecrets"] = "true",
            ["Drift:IncludeParameters"] = "true",
            ["Drift:IncludeConfigMaps"] = "true",
            ["Drift:RetentionDays"] = "30",
            ["Drift:IgnoreRules"] = "name=/a until=2027-01-01 reason=x, y;name=/b until=2027-01-01 reason=z",
        }));
    }

    [TestCase("true", "true", "true")]
    [TestCase("true", "false", "false")]
    [TestCase("false", "true", "false")]
    public void A_switch_in_two_parameters_is_on_when_both_say_so(string one, string other, string together) =>
        Assert.That(
            ConfigurationParameters.Together([KeyValuePair.Create("Drift:Enabled", (string?)one), KeyValuePair.Create("Drift:Enabled", (string?)other)]).Value,
            Is.EqualTo(together));

    [Test]
    public void A_value_is_never_part_of_a_mistake() =>
        Assert.That(Read("cross-region-config", """{"primaryRegion":["hunter2"],"syncEnabled":"hunter2"} hunter2""").Mistakes, Does.Not.Contain("hunter2"));

    private static (Dictionary<string, string?> Settings, string Mistakes) Read(string name, string json)
    {
        var mistakes = new Mistakes();
        var settings = new Dictionary<string, string?>(ConfigurationParameters.Read(Path + name, json, mistakes), StringComparer.Ordinal);
        try
        {
            mistakes.ThrowIfAny();
            return (settings, "");
        }
        catch (OptionsValidationException wrong)
        {
            return (settings, string.Join("; ", wrong.Failures));
        }
    }
}
