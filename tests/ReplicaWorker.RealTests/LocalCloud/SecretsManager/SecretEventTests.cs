using System.Text.Json.Nodes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud.SecretsManager;

public sealed class SecretEventTests
{
    private const string Native = "Secret Label Updated";
    private const string Trail = "AWS API Call via CloudTrail";
    private const string Service = "AWS Service Event via CloudTrail";

    private SecretWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _world = new(await CloudFixture.CloudAsync());

    [OneTimeTearDown]
    public void Stop() => _world.Dispose();

    [Test]
    public async Task A_moved_label_raises_the_native_event_and_pending_ones_none()
    {
        var created = (await _world.CreateAsync("evt-label")).Body!;
        await _world.CallAsync("PutSecretValue", "evt-label", $$"""{"SecretString":"p","VersionStages":["AWSPENDING","mine"],"ClientRequestToken":"{{_world.NextToken()}}"}""");
        await _world.CallAsync("TagResource", "evt-label", """{"Tags":[{"Key":"a","Value":"b"}]}""");

        var raised = _world.Events("evt-label").Where(raised => raised.DetailType == Native).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(raised.Select(one => one.Detail["labelUpdated"]!.GetValue<string>()), Is.EqualTo(new[] { "AWSCURRENT", "mine" }));
            Assert.That(raised[0].Source, Is.EqualTo("aws.secretsmanager"));
            Assert.That(raised[0].Resources, Is.EqualTo(new[] { created["ARN"]!.GetValue<string>() }));
            Assert.That(raised[0].Detail["versionId"]!.GetValue<string>(), Is.EqualTo(created["VersionId"]!.GetValue<string>()));
        }
    }

    [Test]
    public async Task CloudTrail_tells_of_each_change_without_the_value_and_of_a_refused_one_why()
    {
        var arn = (await _world.CreateAsync("evt-trail", """{"SecretString":"never-shown"}""")).Body!["ARN"]!.GetValue<string>();
        await _world.CreateAsync("evt-trail", """{"SecretString":"never-shown"}""", asWorker: true);
        await _world.PutAsync("evt-trail", "never-shown");
        await _world.ReplicateAsync("evt-trail", """[{"Region":"us-west-2"}]""");
        await _world.DescribeAsync("evt-trail");

        var raised = _world.Events("evt-trail").Where(raised => raised.DetailType == Trail).Select(raised => raised.Detail).ToArray();
        Assert.That(raised.Select(detail => detail["eventName"]!.GetValue<string>()), Is.EqualTo(new[] { "CreateSecret", "CreateSecret", "PutSecretValue", "ReplicateSecretToRegions" }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(raised[0]["requestParameters"]!["name"]!.GetValue<string>(), Is.EqualTo("evt-trail"));
            Assert.That(raised[0]["requestParameters"]!.AsObject().ContainsKey("secretString"), Is.False);
            Assert.That(raised[0]["errorCode"], Is.Null);
            Assert.That(raised[1]["errorCode"]!.GetValue<string>(), Is.EqualTo("ResourceExistsException"));
            Assert.That(raised[1]["userIdentity"]!["type"]!.GetValue<string>(), Is.EqualTo("AssumedRole"));
            Assert.That(raised[2]["requestParameters"]!["secretId"]!.GetValue<string>(), Is.EqualTo(arn));
            Assert.That(raised[3]["requestParameters"]!["addReplicaRegions"]!.ToJsonString(), Is.EqualTo("""[{"region":"us-west-2"}]"""));
            Assert.That(raised[3]["responseElements"]!["arn"]!.GetValue<string>(), Is.EqualTo(arn));
            Assert.That(_world.Cloud.Bus.Events.Select(one => one.ToJson().GetRawText()), Has.None.Contains("never-shown"));
        }
    }

    [Test]
    public async Task A_rotation_makes_a_new_current_value_and_its_events()
    {
        await _world.CreateAsync("evt-rotate", """{"SecretString":"{\"user\":\"u\",\"password\":\"old\"}"}""");
        var without = await _world.CallAsync("RotateSecret", "evt-rotate", $$"""{"ClientRequestToken":"{{_world.NextToken()}}"}""");
        var with = await _world.CallAsync("RotateSecret", "evt-rotate", $$"""{"ClientRequestToken":"{{_world.NextToken()}}","RotationLambdaARN":"arn:aws:lambda:us-east-1:123456789012:function:r","RotationRules":{"AutomaticallyAfterDays":30} }""");
        var first = JsonNode.Parse((await _world.ValueAsync("evt-rotate"))!)!;
        var version = await _world.Cloud.Secrets.RotateAsync("us-east-1", "evt-rotate");
        var second = JsonNode.Parse((await _world.ValueAsync("evt-rotate"))!)!;
        var described = await _world.DescribeAsync("evt-rotate");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(without.Error, Is.EqualTo("InvalidRequestException"));
            Assert.That(with.Error, Is.Null);
            Assert.That(first["user"]!.GetValue<string>(), Is.EqualTo("u"));
            Assert.That(new[] { "old", first["password"]!.GetValue<string>(), second["password"]!.GetValue<string>() }, Is.Unique);
            Assert.That(described["RotationEnabled"]!.GetValue<bool>(), Is.True);
            Assert.That(described["LastRotatedDate"], Is.Not.Null);
            Assert.That(described["VersionIdsToStages"]![version]!.ToJsonString(), Is.EqualTo("""["AWSCURRENT"]"""));
            Assert.That(
                _world.Events("evt-rotate").Where(raised => raised.DetailType == Service).Select(raised => raised.Detail["eventName"]!.GetValue<string>()),
                Is.EqualTo(new[] { "RotationStarted", "RotationSucceeded", "RotationStarted", "RotationSucceeded" }));
            Assert.That(_world.Events("evt-rotate").Count(raised => raised.DetailType == Native), Is.EqualTo(3));
        }
    }

    [Test]
    public async Task Lists_show_the_primary_region_of_what_is_replicated_only_and_hide_what_awaits_deletion()
    {
        await _world.CreateAsync("evt-list/a", """{"AddReplicaRegions":[{"Region":"us-west-2"}]}""");
        await _world.CreateAsync("evt-list/b");
        await _world.CreateAsync("evt-list/c");
        await _world.CallAsync("DeleteSecret", "evt-list/c");
        await _world.Cloud.Secrets.CreateOwnedAsync("us-east-1", "evt-list/owned", "v", "rds");

        var here = await ListAsync("us-east-1");
        var there = await ListAsync("us-west-2");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(here.Select(Told), Is.EquivalentTo(new[] { "evt-list/a us-east-1", "evt-list/b ", "evt-list/owned " }));
            Assert.That(there.Select(Told), Is.EqualTo(new[] { "evt-list/a us-east-1" }));
            Assert.That(here.Select(entry => entry["ReplicationStatus"]), Is.All.Null);
            Assert.That(here.Single(entry => Told(entry) == "evt-list/owned ")["OwningService"]!.GetValue<string>(), Is.EqualTo("rds"));
        }

        static string Told(JsonNode entry) => entry["Name"]!.GetValue<string>() + " " + entry["PrimaryRegion"]?.GetValue<string>();
    }

    private async Task<JsonNode[]> ListAsync(string region) =>
    [
        .. (await _world.Wire.SecretsAsync("ListSecrets", SecretWorld.Of("""{"Filters":[{"Key":"name","Values":["evt-list/"]}]}"""), region))
            .Body!["SecretList"]!.AsArray().Select(entry => entry!),
    ];
}
