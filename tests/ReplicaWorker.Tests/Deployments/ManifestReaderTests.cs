using NUnit.Framework;
using ReplicaWorker.Modules.Deployments.Manifest;

namespace ReplicaWorker.Tests.Deployments;

public sealed class ManifestReaderTests
{
    private static readonly string Image = "111122223333.dkr.ecr.{region}.amazonaws.com/web@sha256:" + new string('a', 64);

    [Test]
    public void A_manifest_with_everything_in_it_is_read_whole()
    {
        var (manifest, mistakes) = ManifestReader.Read($$"""
            {
              "$schema": "https://example.com/schema.json",
              "name": "shop",
              "services": [{ "cluster": "main", "service": "web", "images": { "web": "{{Image}}" } }],
              "waves": [
                { "name": "canary", "regions": ["eu-west-1"], "bake": "00:30:00" },
                { "regions": ["us-east-1", "us-west-2"], "bake": "1.00:00:00" }
              ],
              "strategy": { "type": "canary", "bakeMinutes": 15, "percent": 7.5, "stepMinutes": 20 },
              "healthChecks": [{ "url": "https://{region}.shop.example/health", "status": 204, "attempts": 10, "passes": 8 }, { "alarm": "shop-errors" }],
              "approval": "every-wave",
              "rollbackOnFailure": false,
              "deadline": "3.00:00:00",
              "inconclusiveLimit": "00:00:00"
            }
            """);

        Assert.That(mistakes, Is.Empty);
        Assert.That(manifest!.Waves.Select(wave => wave.Name), Is.EqualTo(["canary", "wave-2"]));
        Assert.That(manifest.Waves[1].Bake, Is.EqualTo(TimeSpan.FromDays(1)));
        Assert.That(manifest.Strategy, Is.EqualTo(new RolloutStrategy(StrategyType.Canary, 15, 7.5, 20)));
        Assert.That(manifest.HealthChecks, Is.EqualTo(new HealthCheck[] { new HealthCheck.Probe("https://{region}.shop.example/health", 204, 10, 8), new HealthCheck.Alarm("shop-errors") }));
        Assert.That((manifest.Approval, manifest.RollbackOnFailure, manifest.Deadline), Is.EqualTo((Approval.EveryWave, false, TimeSpan.FromDays(3))));
        Assert.That(manifest.Units, Is.EqualTo(new Unit[] { new("eu-west-1", "main", "web"), new("us-east-1", "main", "web"), new("us-west-2", "main", "web") }));
    }

    [Test]
    public void Every_mistake_is_named_with_its_place()
    {
        var (manifest, mistakes) = ManifestReader.Read("""
            {
              "name": "Shop!",
              "services": [{ "cluster": "main", "service": "web", "images": { "web": "web:latest" } }, { "cluster": 1, "images": {} }],
              "waves": [{ "regions": ["here"] }, { "regions": ["eu-west-1", "eu-west-1"], "bake": "30" }],
              "strategy": { "type": "rolling", "percent": 5 },
              "healthChecks": [{}, { "url": "ftp://x" }, { "url": "https://x", "attempts": 2, "passes": 3 }],
              "approval": "perhaps",
              "rollbackOnFailure": "no",
              "deadline": "00:00:01",
              "autoRolback": true
            }
            """);

        Assert.That(manifest, Is.Null);
        Assert.That(mistakes.Select(mistake => mistake.Split(' ')[0]), Is.EquivalentTo([
            "$.name", "$.services[0].images.web", "$.services[1].cluster", "$.services[1].service", "$.services[1].images", "$.waves[0].regions", "$.waves", "$.waves[1].bake",
            "$.strategy.percent", "$.healthChecks[0]", "$.healthChecks[1].url", "$.healthChecks[2].passes", "$.approval", "$.rollbackOnFailure", "$.deadline", "$.autoRolback",
        ]));
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("""{"name":"a","name":"b"}""")]
    public void What_is_no_manifest_is_a_mistake_and_not_an_exception(string json) => Assert.That(ManifestReader.Read(json).Mistakes, Is.Not.Empty);

    [Test]
    public void What_a_parameter_cannot_hold_is_refused() =>
        Assert.That(ManifestReader.Read(new string(' ', ManifestReader.MaxBytes + 1)).Mistakes.Single(), Does.Contain("longer than"));
}
