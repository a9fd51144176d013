using NUnit.Framework;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.ConfigMaps;
using ReplicaWorker.Modules.ConfigMaps.Credentials;
using static ReplicaWorker.Tests.ConfigMaps.Some;

namespace ReplicaWorker.Tests.ConfigMaps;

public sealed class EntryContentTests
{
    private static readonly CredentialGuard Guard = new(checkNames: true);

    [Test]
    public void Only_allowed_keys_leave_a_secret_and_of_those_no_credential()
    {
        var (content, withheld) = EntryContent.OfSecret(
            Entry(keys: "log_level,cache_*,db_*"),
            """{"log_level":"info","cache_key_prefix":"shop:","cache_ttl":300,"db_password":"x","db_url":"jdbc:pg://a:b@c/d","other":"1","db_options":{"ssl":true},"db_pool":null}""",
            Guard);

        Assert.That(content.ToDictionary(pair => pair.Key, pair => pair.Value.Reveal(), StringComparer.Ordinal), Is.EquivalentTo(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["log_level"] = "info", ["cache_key_prefix"] = "shop:", ["cache_ttl"] = "300", ["db_options"] = """{"ssl":true}""",
        }));
        Assert.That(withheld, Is.EqualTo(new[] { new WithheldKey("db_password", "its name"), new WithheldKey("db_url", "its value looks like a password in a URL") }));
    }

    [Test]
    public void A_key_that_a_person_trusts_goes_whatever_it_looks_like() =>
        Assert.That(EntryContent.OfSecret(Entry(keys: "a", trusted: "public_token"), """{"public_token":"1"}""", Guard).Content.Keys, Is.EqualTo(new[] { "public_token" }));

    [TestCase("hunter2")]
    [TestCase("[\"hunter2\"]")]
    [TestCase("\"hunter2\"")]
    [TestCase("{\"a\":\"hunter2\"")]
    public void A_secret_that_is_no_object_is_a_failure_that_does_not_quote_it(string secret) =>
        Assert.That(
            () => EntryContent.OfSecret(Entry(), secret, Guard),
            Throws.TypeOf<ItemFailedException>().With.Message.EqualTo("secret:shop/app is not a JSON object").And.InnerException.Null);

    [TestCase("log level")]
    [TestCase("..log")]
    [TestCase("größe")]
    public void A_key_that_no_ConfigMap_can_have_is_named(string key) =>
        Assert.That(() => EntryContent.OfSecret(Entry(keys: "*o*,g*"), $$"""{"{{key}}":"1"}""", Guard), Throws.TypeOf<ItemFailedException>().With.Message.Contains(key));

    [Test]
    public void Parameters_are_named_by_what_stands_below_the_path()
    {
        var (content, _) = EntryContent.OfParameters(
            Entry("parameters:/shop/app/", keys: "*"), [("/shop/app/log_level", "info", false), ("/shop/app/cache/ttl", "5", false)], Guard);

        Assert.That(content.Keys, Is.EqualTo(new[] { "cache.ttl", "log_level" }));
    }

    [Test]
    public void A_SecureString_goes_by_its_own_name_only()
    {
        (string, string, bool)[] parameters = [("/shop/app/named", "1", true), ("/shop/app/met", "1", true)];

        var (content, withheld) = EntryContent.OfParameters(Entry("parameters:/shop/app", keys: "*,named"), parameters, Guard);

        Assert.That(content.Keys, Is.EqualTo(new[] { "named" }));
        Assert.That(withheld.Single().Key, Is.EqualTo("met"));
    }

    [Test]
    public void Two_parameters_that_make_one_key_are_a_failure() =>
        Assert.That(
            () => EntryContent.OfParameters(Entry("parameters:/shop", keys: "*"), [("/shop/a/b", "1", false), ("/shop/a.b", "2", false)], Guard),
            Throws.TypeOf<ItemFailedException>().With.Message.Contains("a.b twice"));

    [Test]
    public void A_ConfigMap_is_copied_with_its_binary_data_and_without_what_the_list_leaves_out()
    {
        var content = EntryContent.Of(
            Entry("configmap:web/shop", keys: "a*"), new() { Data = new() { ["a"] = "1", ["b"] = "2", ["a_password"] = "3" }, BinaryData = new() { ["ab"] = "AAEC" } });

        Assert.That(content.Keys, Is.EqualTo(new[] { "a", "a_password", "ab" }));
        Assert.That((content["ab"].IsBinary, content["ab"].Bytes), Is.EqualTo((true, 3)));
    }

    [Test]
    public void A_value_is_never_printed() => Assert.That($"{Source(("log_level", "hunter2"))} {ConfigMapValue.Text("hunter2")}", Does.Not.Contain("hunter2"));
}
