using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using ReplicaWorker.Modules.ConfigMaps;
using ReplicaWorker.Options;

namespace ReplicaWorker.Tests.ConfigMaps;

public sealed class ConfigMapsOptionsTests
{
    private const string Shop = "ConfigMaps__Entries__shop__";

    private static readonly (string, string) Clusters = ("ConfigMaps__Clusters", "us-east-1=prod-east,us-west-2=prod-west?");

    [Test]
    public void Unset_options_have_their_documented_defaults_and_nothing_is_asked_for()
    {
        var (options, wrong) = Read();

        Assert.That(wrong, Is.Empty);
        Assert.That((options.Enabled, options.Namespace, options.ExcludeSensitiveKeys, options.Force, options.MaxDeletes), Is.EqualTo((true, "default", true, false, 10)));
        Assert.That(options.Entries, Is.Empty);
    }

    [Test]
    public void An_entry_is_written_field_by_field()
    {
        var (options, wrong) = Read(
            Clusters, (Shop + "Source", "secret:shop/app"), (Shop + "Target", "web/shop"), (Shop + "Keys", "log_level, cache_*"), (Shop + "TrustedKeys", "public_token"));

        Assert.That(wrong, Is.Empty);
        var entry = options.Entries.Single();
        Assert.That((entry.Name, entry.Source, entry.Target), Is.EqualTo(("shop", new EntrySource.OfSecret("shop/app"), new ConfigMapName("web", "shop"))));
        Assert.That(entry.Keys, Is.EqualTo(new[] { "log_level", "cache_*" }));
        Assert.That(entry.TrustedKeys, Is.EqualTo(new[] { "public_token" }));
        Assert.That(options.Clusters["us-west-2"], Is.EqualTo(new ClusterName("prod-west", IsContext: false, IsOptional: true)));
    }

    [Test]
    public void Any_number_of_entries_stand_in_one_variable()
    {
        var (options, wrong) = Read(Clusters, ("ConfigMaps__Entries", "shop=secret:shop/app target=web/shop keys=log_level,cache_*; flags=configmap:web/flags ;\n p=parameters:/shop/app/ target=p keys=*"));

        Assert.That(wrong, Is.Empty);
        Assert.That(options.Entries.Select(entry => $"{entry.Name} {entry.Source} {entry.Target} {string.Join(',', entry.Keys)}"), Is.EqualTo(new[]
        {
            "flags configmap:web/flags web/flags *", "p parameters:/shop/app default/p *", "shop secret:shop/app web/shop log_level,cache_*",
        }));
    }

    [Test]
    public void The_replaced_systems_keys_make_an_entry()
    {
        var (options, wrong) = Read(
            Clusters, ("ConfigMaps__Source", "secret:production/app"), ("ConfigMaps__ConfigMapName", "app-config"), ("ConfigMaps__IncludeKeys", "log_level,cache_ttl"));

        Assert.That(wrong, Is.Empty);
        Assert.That(options.Entries.Single().Target, Is.EqualTo(new ConfigMapName("default", "app-config")));
        Assert.That(options.Entries.Single().Keys, Is.EqualTo(new[] { "log_level", "cache_ttl" }));
    }

    [Test]
    public void Without_a_source_they_ask_for_nothing() => Assert.That(Read(("ConfigMaps__ConfigMapName", "app-config"), ("ConfigMaps__IncludeKeys", "a")).Wrong, Is.Empty);

    [TestCase("Entries__shop__Source", "shop/app", "not configmap:NAMESPACE/NAME, secret:NAME or parameters:/PATH")]
    [TestCase("Entries__shop__Source", "secret:", "whose secret is not a name or an ARN")]
    [TestCase("Entries__shop__Source", "parameters:/", "whose path is not one such as")]
    [TestCase("Entries__shop__Source", "parameters:shop", "whose path is not one such as")]
    [TestCase("Entries__shop__Source", "configmap:Web/shop", "whose namespace is not")]
    [TestCase("Entries__shop__Target", "web/Shop", "whose name is not")]
    [TestCase("Entries__shop__Target", "web/a/b", "whose name is not")]
    [TestCase("Entries__shop__Target", "", "is missing: name the ConfigMap")]
    [TestCase("Entries__shop__Keys", "", "no key leaves a secret")]
    [TestCase("Entries__shop__Keys", "*", "the keys that may leave a secret have to be named")]
    [TestCase("Entries__shop__TrustedKeys", "a*", "not a pattern")]
    [TestCase("Entries__shop__Key", "a", "is not an option; an entry has Source, Target, Keys, TrustedKeys")]
    [TestCase("Entries", "shop", "does not begin with NAME=SOURCE")]
    [TestCase("Entries", "a=secret:b target=web/b keys=x colour=red", "not target=, keys= or trustedKeys=")]
    [TestCase("Entries", "a=secret:b target=web/shop keys=x", "one ConfigMap has one source")]
    [TestCase("Entries", "a=configmap:web/shop target=web/copy", "a copy is never a source")]
    [TestCase("Clusters", "us-east-1=prod", "names no cluster for us-west-2")]
    [TestCase("Clusters", "us-east-1=prod,us-west-2=p,eu-west-1=p", "names eu-west-1, which is neither")]
    [TestCase("Clusters", "us-east-1=pr od,us-west-2=p", "not a cluster's name")]
    [TestCase("Clusters", "us-east-1=context:a,us-west-2=p", "ConfigMaps__Kubeconfig is missing")]
    [TestCase("Kubeconfig", "/nowhere/config", "cannot be read")]
    [TestCase("Namespace", "Web", "not 1 to 63 lower-case letters")]
    [TestCase("Source", "secret:a", "ConfigMaps__ConfigMapName is missing")]
    [TestCase("Forced", "true", "did you mean ConfigMaps__Force?")]
    public void A_mistake_is_named_as_an_operator_writes_the_key(string key, string value, string said)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Clusters.Item1] = Clusters.Item2, [Shop + "Source"] = "secret:shop/app", [Shop + "Target"] = "web/shop", [Shop + "Keys"] = "log_level",
            ["ConfigMaps__" + key] = value,
        };

        var (_, wrong) = Read([.. settings.Select(pair => (pair.Key, pair.Value))]);

        Assert.That(wrong, Has.Some.StartsWith("ConfigMaps__").And.Some.Contains(said));
    }

    [Test]
    public void A_ConfigMap_of_the_primary_region_needs_a_cluster_there()
    {
        var (_, wrong) = Read(("ConfigMaps__Clusters", "us-east-1=-,us-west-2=prod"), ("ConfigMaps__Entries", "a=configmap:web/a"));

        Assert.That(wrong.Single(), Does.Contain("has none for us-east-1"));
    }

    [Test]
    public void All_mistakes_are_reported_at_once() =>
        Assert.That(
            Read(("ConfigMaps__Entries", "a=b; c=secret:d"), ("ConfigMaps__MaxDeletes", "x"), ("ConfigMaps__Force", "maybe")).Wrong, Has.Count.GreaterThanOrEqualTo(4));

    [TestCase("shop/app", "shop/app", true)]
    [TestCase("shop/app", "arn:aws:secretsmanager:us-east-1:1:secret:shop/app-a1B2c3", true)]
    [TestCase("arn:aws:secretsmanager:us-east-1:1:secret:shop/app-a1B2c3", "shop/app", true)]
    [TestCase("shop/app", "shop/app-a1B2c3", true)]
    [TestCase("shop/app", "shop/app2", false)]
    [TestCase("shop/app", "arn:aws:secretsmanager:us-east-1:1:secret:shop/app-extra-a1B2c3", false)]
    public void An_event_means_a_secret_by_name_or_ARN(string configured, string told, bool isSame) =>
        Assert.That(new EntrySource.OfSecret(configured).Is(told), Is.EqualTo(isSame));

    [TestCase("/shop/app/url", true)]
    [TestCase("arn:aws:ssm:us-east-1:1:parameter/shop/app/url", true)]
    [TestCase("/shop/apple", false)]
    [TestCase("/shop/app", false)]
    public void An_event_means_a_parameter_below_the_path(string told, bool has) => Assert.That(new EntrySource.OfParameters("/shop/app").Has(told), Is.EqualTo(has));

    private static (ConfigMapsOptions Options, IReadOnlyList<string> Wrong) Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), (string?)pair.Value)))
            .Build();
        var mistakes = new Mistakes();
        var options = ConfigMapsOptions.Read(
            new(configuration.GetSection(ConfigMapsOptions.Section), mistakes),
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
