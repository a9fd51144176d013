using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using ReplicaWorker.Modules.Drift;
using ReplicaWorker.Options;

namespace ReplicaWorker.Tests.Drift;

public sealed class DriftOptionsTests
{
    private static readonly ReplicaOptions Replica = new() { PrimaryRegion = "us-east-1", ReplicationRegions = ["us-west-2"] };

    [Test]
    public void Every_mistake_is_named_at_once()
    {
        var mistakes = Mistakes(
            ("IgnoreRules", "name=/a until=2027-01-01; name=/b until=soon reason=x; name=/c region=eu-west-1 until=2027-01-01 reason=x"),
            ("ExitCode", "10"), ("Threshold", "0"), ("CheckInterval", "hourly"), ("ReportBucket", "My_Bucket"), ("Remediates", "true"));

        Assert.That(mistakes, Has.Length.EqualTo(8), string.Join('\n', mistakes));
        Assert.That(mistakes, Has.Exactly(1).Contains("reason= is missing").And.Exactly(1).Contains("until=soon").And.Exactly(1).Contains("eu-west-1").And.Exactly(1).Contains("did you mean Drift__Remediate?"));
    }

    [Test]
    public void What_is_unset_leaves_every_kind_open_to_what_there_is() =>
        Assert.That(Read([]), Is.EqualTo(new DriftOptions()).And.Property(nameof(DriftOptions.IncludeConfigMaps)).Null);

    [TestCase("1h", "rate(1 hour)", false)]
    [TestCase("60m", "rate(1 hour)", false)]
    [TestCase("1d", "rate(24 hours)", false)]
    [TestCase("1h", "rate(30 minutes)", true)]
    [TestCase("1h", "cron(0 * * * ? *)", true)]
    public void The_wanted_interval_is_held_against_the_deployed_schedule(string wanted, string deployed, bool warns) =>
        Assert.That(CheckSchedule.Warnings(Read([("CheckInterval", wanted), ("DeployedSchedule", deployed)])).Any(), Is.EqualTo(warns));

    [TestCase("30", "30", false)]
    [TestCase("30", "90", true)]
    public void The_wanted_retention_is_held_against_the_deployed_one(string wanted, string deployed, bool warns) =>
        Assert.That(CheckSchedule.Warnings(Read([("RetentionDays", wanted), ("DeployedRetentionDays", deployed)])).Any(), Is.EqualTo(warns));

    private static DriftOptions Read((string Key, string Value)[] settings, Mistakes? mistakes = null)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>($"Drift:{setting.Key}", setting.Value))).Build();
        return DriftOptions.Read(new(configuration.GetSection(DriftOptions.Section), mistakes ?? new()), Replica);
    }

    private static string[] Mistakes(params (string Key, string Value)[] settings)
    {
        var mistakes = new Mistakes();
        Read(settings, mistakes);
        return [.. Assert.Throws<OptionsValidationException>(mistakes.ThrowIfAny)!.Failures];
    }
}
