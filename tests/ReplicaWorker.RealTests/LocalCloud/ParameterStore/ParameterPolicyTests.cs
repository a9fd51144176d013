using LocalCloud.Aws;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud.ParameterStore;

public sealed class ParameterPolicyTests
{
    private const string Notification = """{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"20","Unit":"Days"}}""";

    private ParameterWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _world = new(await CloudFixture.CloudAsync());

    [OneTimeTearDown]
    public void Stop() => _world.Dispose();

    [Test]
    public async Task Policies_come_back_as_text_and_an_empty_one_clears_them()
    {
        await PutAsync("/policy/text", $"[{Notification}]");
        var policy = (await _world.DescribeAsync("/policy/text"))!["Policies"]!.AsArray().Single()!;
        await _world.PutAsync("/policy/text", """{"Overwrite":true}""");
        var kept = (await _world.DescribeAsync("/policy/text"))!["Policies"]!.AsArray();
        await PutAsync("/policy/text", "[{}]");
        var cleared = (await _world.DescribeAsync("/policy/text"))!["Policies"]!.AsArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(policy["PolicyText"]!.GetValue<string>(), Is.EqualTo(Notification));
            Assert.That(policy["PolicyType"]!.GetValue<string>(), Is.EqualTo("NoChangeNotification"));
            Assert.That(policy["PolicyStatus"]!.GetValue<string>(), Is.EqualTo("Pending"));
            Assert.That(kept, Has.Count.EqualTo(1));
            Assert.That(cleared, Is.Empty);
        }
    }

    [TestCase("no list", "ValidationException")]
    [TestCase("""[{"Type":"Deletion","Version":"1.0"}]""", "InvalidPolicyTypeException")]
    [TestCase("""[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"soon"}}]""", "InvalidPolicyAttributeException")]
    [TestCase("""[{"Type":"ExpirationNotification","Version":"1.0","Attributes":{"Before":"2","Unit":"Weeks"}}]""", "InvalidPolicyAttributeException")]
    [TestCase("""[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2030-01-01T00:00:00.000Z"}},{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2031-01-01T00:00:00.000Z"}}]""", "IncompatiblePolicyException")]
    public async Task A_policy_that_AWS_refuses_is_refused_with_its_code(string policies, string code) =>
        Assert.That((await PutAsync("/policy/refused", policies)).Error, Is.EqualTo(code));

    [Test]
    public async Task There_are_ten_policies_at_most_and_none_on_the_standard_tier()
    {
        var eleven = await PutAsync("/policy/eleven", "[" + string.Join(',', Enumerable.Repeat(Notification, 11)) + "]");
        var standard = await PutAsync("/policy/standard", $"[{Notification}]", "Standard");
        var intelligent = await PutAsync("/policy/intelligent", $"[{Notification}]", "Intelligent-Tiering");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(eleven.Error, Is.EqualTo("PoliciesLimitExceededException"));
            Assert.That(standard.Error, Is.EqualTo("ValidationException"));
            Assert.That(intelligent.Body!["Tier"]!.GetValue<string>(), Is.EqualTo("Advanced"));
        }
    }

    [Test]
    public async Task An_expired_parameter_is_deleted_on_demand_and_its_events_say_so()
    {
        await PutAsync("/policy/past", """[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2020-01-01T00:00:00.000Z"}}]""");
        await PutAsync("/policy/future", """[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2999-01-01T00:00:00.000Z"}}]""");
        Assert.That(await _world.DescribeAsync("/policy/past"), Is.Not.Null);

        var expired = await _world.Cloud.Parameters.ExpireDueAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(expired, Is.EqualTo(1));
            Assert.That(await _world.DescribeAsync("/policy/past"), Is.Null);
            Assert.That(await _world.DescribeAsync("/policy/future"), Is.Not.Null);
            Assert.That(_world.Events("/policy/past").TakeLast(2).Select(raised => raised.DetailType), Is.EqualTo(new[] { "Parameter Store Policy Action", "Parameter Store Change" }));
            Assert.That(_world.Events("/policy/past").Single(raised => raised.DetailType == "Parameter Store Policy Action").Detail["policy-type"]!.GetValue<string>(), Is.EqualTo("Expiration"));
        }
    }

    private Task<AwsWireAnswer> PutAsync(string name, string policies, string tier = "Advanced") =>
        _world.PutAsync(name, new JsonObject { ["Tier"] = tier, ["Policies"] = policies, ["Overwrite"] = true }.ToJsonString());
}
