using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using ReplicaWorker.Modules.Secrets;
using ReplicaWorker.Options;

namespace ReplicaWorker.Tests.Secrets;

public sealed class SecretsOptionsTests
{
    [Test]
    public void Unset_options_have_their_documented_defaults()
    {
        var (options, wrong) = Read();

        Assert.That(wrong, Is.Empty);
        Assert.That(options.NameFilter.Includes("any/thing"), Is.True);
        Assert.That((options.OnConflict, options.RemoveUnlisted, options.MaxDeletes), Is.EqualTo((OnConflict.Fail, false, 10)));
        Assert.That((options.ReplicaTimeout, options.HoldTag), Is.EqualTo((TimeSpan.FromMinutes(2), "ReplicationHold")));
    }

    [Test]
    public void Maps_may_be_given_whole_or_key_by_key()
    {
        var (options, wrong) = Read(
            ("IncludeTags", "team=pay*,stage=prod"), ("ExcludeTags__temporary", "*"), ("KmsKeys__us-west-2", "alias/dr"), ("OnConflict", "overwrite"));

        Assert.That(wrong, Is.Empty);
        Assert.That(options.IncludeTags, Is.EqualTo(Some.Map(("stage", "prod"), ("team", "pay*"))));
        Assert.That(options.ExcludeTags, Is.EqualTo(Some.Map(("temporary", "*"))));
        Assert.That(options.KmsKeys["us-west-2"], Is.EqualTo("alias/dr"));
        Assert.That(options.OnConflict, Is.EqualTo(OnConflict.Overwrite));
    }

    [TestCase("KmsKeys__us-west-1", "alias/dr", "names us-west-1, which is not a replication region")]
    [TestCase("KmsKeys__us-west-2", "arn:aws:kms:us-east-1:123456789012:key/1", "gives us-west-2 a key of us-east-1")]
    [TestCase("OnConflict", "Adopt", "not one of Fail, Overwrite")]
    [TestCase("ReplicaTimeout", "02:00:00", "not within")]
    [TestCase("ReplicaTimeout", "120", "not a duration")]
    [TestCase("MaxDeletes", "-1", "not within")]
    [TestCase("HoldTag", "aws:hold", "that a tag's key may have")]
    [TestCase("HoldTag", "hold,all", "that a tag's key may have")]
    [TestCase("RemoveUnlisted", "1", "not true or false")]
    [TestCase("RemoveUnlistd", "true", "did you mean Secrets__RemoveUnlisted?")]
    public void A_mistake_is_named_as_an_operator_writes_the_key(string key, string value, string said)
    {
        var (_, wrong) = Read((key, value));

        Assert.That(wrong, Has.Exactly(1).StartsWith("Secrets__" + key.Split("__")[0]).And.Some.Contains(said));
    }

    private static (SecretsOptions Options, IReadOnlyList<string> Wrong) Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create("Secrets:" + pair.Key.Replace("__", ":", StringComparison.Ordinal), (string?)pair.Value)))
            .Build();
        var mistakes = new Mistakes();
        var options = SecretsOptions.Read(
            new(configuration.GetSection(SecretsOptions.Section), mistakes),
            new ReplicaOptions { PrimaryRegion = "us-east-1", ReplicationRegions = ["us-west-2"] });
        try
        {
            mistakes.ThrowIfAny();
            return (options, []);
        }
        catch (OptionsValidationException e)
        {
            return (options, [.. e.Failures]);
        }
    }
}
