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
        }));
    }

    [Test]
    public void A_pause_is_read() => Assert.That(Read("cross-region-config", """{"syncEnabled":false}""").Settings["Replica:SyncEnabled"], Is.EqualTo("false"));

    [Test]
    public void The_ConfigMap_of_the_replaced_system_is_read()
    {
        var read = Read("configmap-sync-config", """
            {
              "enabled": true,
              "namespace": "default",
              "configMapName": "genai-demo-production-config",
              "syncInterval": "5m",
              "excludeSensitiveKeys": true,
              "includeKeys": ["log_level", "cache_ttl"],
              "kubernetesServiceAccount": "genai-demo-production-secrets-sync"
            }
            """);

        Assert.That(read.Mistakes, Is.Empty);
        Assert.That(read.Settings, Is.EquivalentTo(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConfigMaps:Enabled"] = "true",
            ["ConfigMaps:Namespace"] = "default",
            ["ConfigMaps:ConfigMapName"] = "genai-demo-production-config",
            ["ConfigMaps:SyncInterval"] = "00:05:00",
            ["ConfigMaps:ExcludeSensitiveKeys"] = "true",
            ["ConfigMaps:IncludeKeys"] = "log_level,cache_ttl",
        }));
    }

    [Test]
    public void Entries_and_clusters_are_read_as_sections()
    {
        var read = Read("configmap-sync-config", """
            {
              "clusters": { "us-east-1": "prod", "us-west-2": "prod?" },
              "entries": { "shop": { "source": "secret:shop/app", "target": "web/shop", "keys": ["log_level", "cache_*"] } }
            }
            """);

        Assert.That(read.Mistakes, Is.Empty);
        Assert.That(read.Settings, Is.EquivalentTo(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConfigMaps:Clusters:us-east-1"] = "prod",
            ["ConfigMaps:Clusters:us-west-2"] = "prod?",
            ["ConfigMaps:Entries:shop:source"] = "secret:shop/app",
            ["ConfigMaps:Entries:shop:target"] = "web/shop",
            ["ConfigMaps:Entries:shop:keys"] = "log_level,cache_*",
        }));
    }

    [TestCase("""{"syncInterval":"often"}""", "has a syncInterval that is not an interval such as 5m")]
    [TestCase("""{"syncInterval":5}""", "has a syncInterval that is not an interval")]
    [TestCase("""{"entries":["shop"]}""", "has a entries that is not an object")]
    [TestCase("""{"entries":{"shop":{"keys":[1]}}}""", "has a entries that is not an object")]
    [TestCase("""{"includeKey":["a"]}""", "did you mean includeKeys?")]
    public void What_is_wrong_with_a_ConfigMap_is_said_too(string json, string expected) =>
        Assert.That(Read("configmap-sync-config", json).Mistakes, Does.StartWith(Path + "configmap-sync-config ").And.Contain(expected));

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
