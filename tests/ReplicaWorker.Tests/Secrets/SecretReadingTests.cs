using Amazon.SecretsManager.Model;
using NUnit.Framework;
using ReplicaWorker.Hosting;
using ReplicaWorker.Modules.Secrets;

namespace ReplicaWorker.Tests.Secrets;

public sealed class SecretReadingTests
{
    [Test]
    public void A_list_and_a_description_of_one_secret_read_alike()
    {
        var versions = new Dictionary<string, List<string>>(StringComparer.Ordinal) { ["v2"] = ["AWSCURRENT", "blue"], ["v1"] = ["AWSPREVIOUS"], ["v0"] = [] };
        List<Tag> tags = [new() { Key = "team", Value = "pay" }, new() { Key = "empty" }];

        var listed = SecretReading.Read(
            new SecretListEntry { Name = "s", ARN = "a", SecretVersionsToStages = versions, Tags = tags, KmsKeyId = "", PrimaryRegion = "us-east-1" }, "us-east-1");
        var described = SecretReading.Read(
            new DescribeSecretResponse { Name = "s", ARN = "a", VersionIdsToStages = versions, Tags = tags, PrimaryRegion = "us-east-1" }, "us-east-1");

        Assert.That(listed.Labels, Is.EqualTo(Some.Map(("AWSCURRENT", "v2"), ("blue", "v2"), ("AWSPREVIOUS", "v1"))));
        Assert.That(listed.Labels, Is.EqualTo(described.Labels));
        Assert.That(listed.Tags, Is.EqualTo(described.Tags));
        Assert.That((listed.KmsKeyId, listed.PrimaryRegion), Is.EqualTo((described.KmsKeyId, described.PrimaryRegion)));
    }

    [Test]
    public void A_status_that_AWS_adds_later_is_neither_success_nor_failure()
    {
        var read = SecretReading.Read(
            new DescribeSecretResponse { Name = "s", ARN = "a", ReplicationStatus = [new() { Region = "us-west-2", Status = "Promoting" }] }, "us-east-1");

        Assert.That(read.ReplicaIn("us-west-2")!.Status, Is.EqualTo(ReplicaStatus.InProgress));
    }

    [Test]
    public void An_answer_without_a_name_is_a_failure_and_not_a_secret() =>
        Assert.That(() => SecretReading.Read(new SecretListEntry(), "us-west-2"), Throws.TypeOf<ItemFailedException>().With.Message.Contains("us-west-2"));
}
