using System.Text.Json.Nodes;
using NUnit.Framework;

namespace ReplicaWorker.RealTests.LocalCloud.SecretsManager;

/// <summary>What the service refuses and moto does not, or in other words.</summary>
public sealed class SecretRefusalTests
{
    private const string MarkedForDeletion = "You can't perform this operation on the secret because it was marked for deletion.";
    private const string Token = "\"ClientRequestToken\":\"11111111-1111-1111-1111-111111111111\"";

    private SecretWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _world = new(await CloudFixture.CloudAsync());
        await _world.CreateAsync("ref-deleted");
        await _world.CallAsync("DeleteSecret", "ref-deleted");
        await _world.CreateAsync("ref-replica", """{"AddReplicaRegions":[{"Region":"us-west-2"}]}""");
        await _world.DescribeAsync("ref-replica");
    }

    [OneTimeTearDown]
    public void Stop() => _world.Dispose();

    [TestCase("PutSecretValue", "{\"SecretString\":\"x\"," + Token + "}")]
    [TestCase("UpdateSecret", "{\"Description\":\"x\"," + Token + "}")]
    [TestCase("TagResource", """{"Tags":[{"Key":"a","Value":"b"}]}""")]
    [TestCase("UntagResource", """{"TagKeys":["a"]}""")]
    [TestCase("ReplicateSecretToRegions", """{"AddReplicaRegions":[{"Region":"us-west-2"}]}""")]
    [TestCase("RotateSecret", "{" + Token + "}")]
    [TestCase("PutResourcePolicy", """{"ResourcePolicy":"{}"}""")]
    [TestCase("DeleteSecret", "{}")]
    public async Task A_secret_marked_for_deletion_cannot_be_changed(string operation, string more)
    {
        var answer = await _world.CallAsync(operation, "ref-deleted", more);

        Assert.That((answer.Error, answer.Message), Is.EqualTo(("InvalidRequestException", MarkedForDeletion)));
    }

    [TestCase("PutSecretValue", "{\"SecretString\":\"x\"," + Token + "}")]
    [TestCase("UpdateSecret", "{\"Description\":\"x\"," + Token + "}")]
    [TestCase("TagResource", """{"Tags":[{"Key":"a","Value":"b"}]}""")]
    [TestCase("RotateSecret", "{" + Token + "}")]
    [TestCase("ReplicateSecretToRegions", """{"AddReplicaRegions":[{"Region":"eu-west-1"}]}""")]
    public async Task A_replica_cannot_be_changed(string operation, string more)
    {
        var answer = await _world.CallAsync(operation, "ref-replica", more, "us-west-2");

        Assert.That(
            (answer.Error, answer.Message),
            Is.EqualTo(("InvalidParameterException", "Operation not permitted on a replica secret. Call must be made in primary secret's region.")));
    }

    [Test]
    public async Task The_value_and_the_description_of_a_deleted_secret_are_told_apart()
    {
        var value = await _world.CallAsync("GetSecretValue", "ref-deleted");

        Assert.That(value.Error, Is.EqualTo("InvalidRequestException"));
        Assert.That(value.Message, Does.Not.Contain("An error occurred"));
        Assert.That((await _world.DescribeAsync("ref-deleted"))["DeletedDate"], Is.Not.Null);
    }

    [Test]
    public async Task A_name_that_awaits_deletion_or_is_a_replica_cannot_be_created()
    {
        var deleted = await _world.CreateAsync("ref-deleted");
        var replica = await _world.CreateAsync("ref-replica", region: "us-west-2");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((deleted.Error, deleted.Message), Is.EqualTo(("InvalidRequestException", "You can't create this secret because a secret with this name is already scheduled for deletion.")));
            Assert.That(replica.Error, Is.EqualTo("ResourceExistsException"));
        }
    }

    [Test]
    public async Task A_primary_with_replicas_cannot_be_deleted_failed_ones_included()
    {
        using var failure = _world.Cloud.Secrets.Fail("ref-delete", "eu-west-1", "Replication failed.");
        var arn = (await _world.CreateAsync("ref-delete", """{"AddReplicaRegions":[{"Region":"us-west-2"},{"Region":"eu-west-1"}]}""")).Body!["ARN"]!.GetValue<string>();
        await _world.DescribeAsync("ref-delete");
        var refused = await _world.CallAsync("DeleteSecret", "ref-delete");
        await _world.CallAsync("RemoveRegionsFromReplication", "ref-delete", """{"RemoveReplicaRegions":["us-west-2","eu-west-1"]}""");
        var deleted = await _world.CallAsync("DeleteSecret", "ref-delete");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((refused.Error, refused.Message), Is.EqualTo(("InvalidParameterException", $"You can't delete secret {arn} that still has replica regions [us-west-2, eu-west-1].")));
            Assert.That(deleted.Error, Is.Null);
        }
    }

    [TestCase("""{"ClientRequestToken":null}""", "InvalidRequestException")]
    [TestCase("""{"ClientRequestToken":"short"}""", "InvalidParameterException")]
    [TestCase("""{"SecretBinary":"eHg="}""", "InvalidParameterException")]
    [TestCase("""{"Tags":[{"Key":"aws:x","Value":"v"}]}""", "InvalidParameterException")]
    [TestCase("""{"Name":"a b"}""", "ValidationException")]
    [TestCase("""{"KmsKeyId":"alias/nobody"}""", "EncryptionFailure")]
    public async Task CreateSecret_refuses_what_AWS_refuses(string more, string code) =>
        Assert.That((await _world.CreateAsync("ref-create", more)).Error, Is.EqualTo(code));

    [TestCase("UpdateSecret")]
    [TestCase("PutSecretValue")]
    [TestCase("RotateSecret")]
    public async Task A_change_of_a_value_needs_a_token(string operation)
    {
        var answer = await _world.CallAsync(operation, "ref-replica", """{"SecretString":"x"}""");

        Assert.That((answer.Error, answer.Message), Is.EqualTo(("InvalidRequestException", "You must provide a ClientRequestToken value. We recommend a UUID-type value.")));
    }

    [Test]
    public async Task A_value_may_have_64_KB_and_a_secret_50_tags()
    {
        static JsonArray Tags(int count) => new([.. Enumerable.Range(0, count).Select(i => new JsonObject { ["Key"] = $"k{i}", ["Value"] = "v" })]);
        string[] sent =
        [
            new JsonObject { ["SecretString"] = new string('x', 65_537) }.ToJsonString(),
            new JsonObject { ["SecretString"] = new string('x', 65_536) }.ToJsonString(),
            new JsonObject { ["Tags"] = Tags(51) }.ToJsonString(),
            new JsonObject { ["Tags"] = Tags(50) }.ToJsonString(),
        ];
        var answers = new List<string?>();
        foreach (var (more, i) in sent.Select((more, i) => (more, i)))
        {
            answers.Add((await _world.CreateAsync($"ref-limit-{i}", more)).Error);
        }

        answers.Add((await _world.CallAsync("TagResource", "ref-limit-3", """{"Tags":[{"Key":"one-more","Value":"v"}]}""")).Error);
        Assert.That(answers, Is.EqualTo(new[] { "ValidationException", null, "InvalidParameterException", null, "InvalidParameterException" }));
    }
}
